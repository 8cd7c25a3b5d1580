namespace QualityReview.Onnx.Tokenizers;

/// <summary>GPT-2's 256 printable characters, one for each byte: byte-level vocabularies are written in them (space is Ġ).</summary>
internal static class ByteAlphabet
{
    public static readonly char[] CharacterOf = Make();

    private static readonly short[] s_byteOf = Invert();

    /// <summary>The byte that a character stands for, or -1.</summary>
    public static int ByteOf(char character) => character < s_byteOf.Length ? s_byteOf[character] : -1;

    private static char[] Make()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var b = 0; b < 256; b++)
        {
            // Bytes that are printable as Latin-1 stand for themselves, the others get the characters from U+0100 on.
            characters[b] = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)b : next++;
        }

        return characters;
    }

    private static short[] Invert()
    {
        var bytes = new short[CharacterOf.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var b = 0; b < 256; b++)
        {
            bytes[CharacterOf[b]] = (short)b;
        }

        return bytes;
    }
}
