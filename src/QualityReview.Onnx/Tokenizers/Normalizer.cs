namespace QualityReview.Onnx.Tokenizers;

/// <summary>Rewrites a text before it is cut into words. Immutable, safe for all threads.</summary>
internal abstract class Normalizer
{
    public abstract TracedText Apply(TracedText text);

    /// <summary>Null where the file has none.</summary>
    public static Normalizer? Read(JsonPart part) => part.IsAbsent ? null : part.Type switch
    {
        "Sequence" => new NormalizerSequence([.. part["normalizers"].Items().Select(Read).OfType<Normalizer>()]),
        "NFC" => new UnicodeForm(System.Text.NormalizationForm.FormC),
        "NFD" => new UnicodeForm(System.Text.NormalizationForm.FormD),
        "NFKC" => new UnicodeForm(System.Text.NormalizationForm.FormKC),
        "NFKD" => new UnicodeForm(System.Text.NormalizationForm.FormKD),
        "Lowercase" => CharacterRewrite.Lowercase,
        "StripAccents" => CharacterRewrite.DropMarks,
        "Nmt" => CharacterRewrite.Nmt,
        "ByteLevel" => CharacterRewrite.BytesAsCharacters,
        "Strip" => new StripNormalizer(part["strip_left"].Flag(), part["strip_right"].Flag()),
        "Prepend" => new PrependNormalizer(part["prepend"].Text()),
        "Replace" => new ReplaceNormalizer(TextPattern.Read(part["pattern"]), part["content"].Text()),
        "Precompiled" => new PrecompiledNormalizer(PrecompiledCharsMap.Read(part["precompiled_charsmap"])),
        "BertNormalizer" => ReadBert(part),
        var other => throw part.Unsupported(
            $"the normalizer {other}",
            "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip and StripAccents are"),
    };

    private static NormalizerSequence ReadBert(JsonPart part)
    {
        var lowercase = part["lowercase"].Flag(true);
        var steps = new List<Normalizer>();
        if (part["clean_text"].Flag(true))
        {
            steps.Add(CharacterRewrite.CleanText);
        }

        if (part["handle_chinese_chars"].Flag(true))
        {
            steps.Add(CharacterRewrite.SpaceIdeographs);
        }

        if (part["strip_accents"].Flag(lowercase))
        {
            steps.AddRange([new UnicodeForm(System.Text.NormalizationForm.FormD), CharacterRewrite.DropNonspacingMarks]);
        }

        if (lowercase)
        {
            steps.Add(CharacterRewrite.Lowercase);
        }

        return new([.. steps]);
    }
}

internal sealed class NormalizerSequence(Normalizer[] steps) : Normalizer
{
    public override TracedText Apply(TracedText text)
    {
        foreach (var step in steps)
        {
            text = step.Apply(text);
        }

        return text;
    }
}

internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    public override TracedText Apply(TracedText text)
    {
        var span = text.Text.AsSpan();
        var start = left ? span.Length - span.TrimStart().Length : 0;
        var length = (right ? span.TrimEnd().Length : span.Length) - start;
        return length <= 0 ? text.Slice(0, 0) : text.Slice(start, length);
    }
}

internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    public override TracedText Apply(TracedText text)
    {
        if (text.Text.Length == 0)
        {
            return text;
        }

        var rewriter = new Rewriter(text);
        rewriter.Put(prefix, 0);
        rewriter.Keep(0, text.Text.Length);
        return rewriter.Done();
    }
}

internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : Normalizer
{
    public override TracedText Apply(TracedText text)
    {
        if (pattern.Literal is [var from] && content is [var to])
        {
            return text.With(text.Text.Replace(from, to));
        }

        var matches = new List<TextMatch>();
        pattern.Find(text.Text, matches);
        if (matches.Count == 0)
        {
            return text;
        }

        var rewriter = new Rewriter(text);
        var done = 0;
        foreach (var match in matches)
        {
            rewriter.Keep(done, match.Start - done);
            rewriter.Put(content, match.End);
            done = match.End;
        }

        rewriter.Keep(done, text.Text.Length - done);
        return rewriter.Done();
    }
}

internal sealed class PrecompiledNormalizer(PrecompiledCharsMap map) : Normalizer
{
    public override TracedText Apply(TracedText text) => map.Apply(text);
}
