using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A normalizer that looks at one character at a time: it keeps it, drops it or writes something else in its place.</summary>
internal sealed class CharacterRewrite(Func<Rune, string?> rewrite) : Normalizer
{
    private const string Space = " ";

    // The outcome for ASCII, once and for all; null keeps the character.
    private readonly string?[] _ascii = [.. Enumerable.Range(0, 128).Select(c => rewrite(new Rune(c)))];

    /// <summary>Full lower case, character by character: no final sigma rule, and İ becomes i with a dot above, as Unicode's SpecialCasing has it.</summary>
    public static readonly CharacterRewrite Lowercase = new(rune =>
    {
        var lower = Rune.ToLowerInvariant(rune);
        return rune.Value == 0x130 ? "i\u0307" : lower == rune ? null : lower.ToString();
    });

    public static readonly CharacterRewrite DropMarks = new(rune =>
        UnicodeEight.CategoryOf(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark ? "" : null);

    public static readonly CharacterRewrite DropNonspacingMarks = new(rune =>
        UnicodeEight.CategoryOf(rune) is UnicodeCategory.NonSpacingMark ? "" : null);

    /// <summary>BERT's clean_text: control characters out, every kind of white space becomes a space.</summary>
    public static readonly CharacterRewrite CleanText = new(rune => rune.Value switch
    {
        '\t' or '\n' or '\r' => Space,
        ' ' => null,
        0 or 0xFFFD => "",
        _ when UnicodeEight.CategoryOf(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse => "",
        _ => Rune.IsWhiteSpace(rune) ? Space : null,
    });

    /// <summary>BERT's handle_chinese_chars: spaces round every ideograph.</summary>
    public static readonly CharacterRewrite SpaceIdeographs = new(rune => IsIdeograph(rune.Value) ? $" {rune} " : null);

    /// <summary>The rules of Google's neural machine translation, which SentencePiece's nmt_nfkc begins with.</summary>
    public static readonly CharacterRewrite Nmt = new(rune => rune.Value switch
    {
        >= 1 and <= 8 or 0xB or >= 0xE and <= 0x1F or 0x7F or 0x8F or 0x9F => "",
        0x9 or 0xA or 0xC or 0xD or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD => Space,
        _ => null,
    });

    public static readonly CharacterRewrite BytesAsCharacters = new(rune =>
    {
        Span<byte> bytes = stackalloc byte[4];
        Span<char> characters = stackalloc char[4];
        var length = rune.EncodeToUtf8(bytes);
        for (var i = 0; i < length; i++)
        {
            characters[i] = ByteAlphabet.CharacterOf[bytes[i]];
        }

        return new string(characters[..length]);
    });

    public override TracedText Apply(TracedText text)
    {
        Rewriter? rewriter = null;
        var kept = 0;
        for (var at = 0; at < text.Text.Length;)
        {
            var c = text.Text[at];
            var rune = default(Rune);
            var written = c < 128 ? _ascii[c] : rewrite(rune = Rune.GetRuneAt(text.Text, at));
            var next = at + rune.Utf16SequenceLength;
            if (written is not null)
            {
                rewriter ??= new Rewriter(text);
                rewriter.Keep(kept, at - kept);
                rewriter.Put(written, next);
                kept = next;
            }

            at = next;
        }

        rewriter?.Keep(kept, text.Text.Length - kept);
        return rewriter?.Done() ?? text;
    }

    private static bool IsIdeograph(int c) => c is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF
        or >= 0x2A700 and <= 0x2B73F or >= 0x2B740 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
