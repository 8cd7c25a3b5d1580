using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>SentencePiece's compiled normalization rules: a Darts double-array trie from UTF-8 bytes to places in a block of
/// zero-terminated replacements (sentencepiece, normalizer.cc).</summary>
internal sealed class PrecompiledCharsMap
{
    // Only graphemes under this many UTF-8 bytes are looked up as a whole, as Hugging Face does it.
    private const int LongestGrapheme = 5;
    private readonly uint[] _units;
    private readonly byte[] _replacements;
    private readonly string?[] _ascii;

    /// <param name="data">Little-endian: the trie's size in bytes, the trie, the replacements.</param>
    public PrecompiledCharsMap(ReadOnlySpan<byte> data)
    {
        var size = data.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(data);
        if (size == 0 || size % 4 != 0 || size > data.Length - 4)
        {
            throw new FormatException("the trie does not fit into the data");
        }

        _units = new uint[size / 4];
        for (var i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(data[(4 + 4 * i)..]);
        }

        _replacements = data[(4 + (int)size)..].ToArray();
        _ascii = [.. Enumerable.Range(0, 128).Select(c => Find(((char)c).ToString()))];
    }

    public static PrecompiledCharsMap Read(JsonPart part)
    {
        try
        {
            return new(Convert.FromBase64String(part.Text()));
        }
        catch (FormatException)
        {
            throw new QualityReviewException($"{part.File} has a broken {part.Path}; a base64 text made by SentencePiece is expected there.");
        }
    }

    public TracedText Apply(TracedText text)
    {
        var characters = text.Text.AsSpan();
        var rewriter = new Rewriter(text);
        var kept = 0;
        for (var at = 0; at < characters.Length;)
        {
            var isAlone = characters[at] < 128 && characters[at] != '\r' && (at + 1 == characters.Length || characters[at + 1] < 128);
            var end = at + (isAlone ? 1 : StringInfo.GetNextTextElementLength(characters[at..]));
            if (isAlone ? _ascii[characters[at]] is not null : true)
            {
                rewriter.Keep(kept, at - kept);
                Rewrite(characters[at..end], at, rewriter);
                kept = end;
            }

            at = end;
        }

        rewriter.Keep(kept, characters.Length - kept);
        return rewriter.Done();
    }

    /// <summary>A short grapheme as a whole, else character by character.</summary>
    private void Rewrite(ReadOnlySpan<char> grapheme, int start, Rewriter rewriter)
    {
        if (Encoding.UTF8.GetByteCount(grapheme) <= LongestGrapheme && Find(grapheme) is { } whole)
        {
            rewriter.Put(whole, start + grapheme.Length);
            return;
        }

        for (var at = 0; at < grapheme.Length;)
        {
            var length = char.IsHighSurrogate(grapheme[at]) && at + 1 < grapheme.Length ? 2 : 1;
            if (Find(grapheme.Slice(at, length)) is { } one)
            {
                rewriter.Put(one, start + at + length);
            }
            else
            {
                rewriter.Keep(start + at, length);
            }

            at += length;
        }
    }

    /// <summary>The replacement of the shortest beginning of <paramref name="text"/> that the trie knows, or null. That the shortest
    /// counts, and stands for the whole text, looks wrong; models were trained on it.</summary>
    private string? Find(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[12];
        var count = Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, 4)], bytes);
        var node = Offset(_units[0]);
        foreach (var b in bytes[..count])
        {
            node ^= b;
            if (b == 0 || node >= (uint)_units.Length || (_units[node] & (1u << 31 | 0xFF)) != b)
            {
                return null;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            var hasLeaf = (unit >> 8 & 1) == 1;
            if (hasLeaf && node < (uint)_units.Length)
            {
                return ReplacementAt((int)(_units[node] & (1u << 31) - 1));
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 1u << 9) >> 6);

    private string? ReplacementAt(int start)
    {
        if (start >= _replacements.Length)
        {
            return null;
        }

        var text = _replacements.AsSpan(start);
        return Encoding.UTF8.GetString(text.IndexOf((byte)0) is var end and >= 0 ? text[..end] : text);
    }
}
