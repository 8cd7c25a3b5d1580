using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>One step on the way from tokens back to text. Immutable, safe for all threads.</summary>
internal abstract class Decoder
{
    // Artefacts of cutting at punctuation, put right for reading.
    private static readonly (string From, string To)[] s_cleanup =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public abstract List<string> Apply(List<string> tokens);

    /// <summary>The steps of the file's decoder; without one, tokens are joined with spaces.</summary>
    public static IReadOnlyList<Decoder> Read(JsonPart part)
    {
        if (part.IsAbsent)
        {
            return [new EachToken((token, index, _) => index > 0 ? " " + token : token)];
        }

        return part.Type switch
        {
            "Sequence" => [.. part["decoders"].Items().SelectMany(Read)],
            "ByteLevel" => [new ByteLevelDecoder()],
            "ByteFallback" => [new ByteFallbackDecoder()],
            "Fuse" => [new FuseDecoder()],
            "Replace" => [ReadReplace(part)],
            "Strip" => [ReadStrip(part)],
            "Metaspace" => [ReadMetaspace(part)],
            "WordPiece" => [ReadWordPiece(part)],
            "BPEDecoder" => [ReadBpe(part)],
            var other => throw part.Unsupported(
                $"the decoder {other}", "BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip and WordPiece are"),
        };
    }

    private static EachToken ReadReplace(JsonPart part)
    {
        var replace = new ReplaceNormalizer(TextPattern.Read(part["pattern"]), part["content"].Text());
        return new((token, _, _) => replace.Apply(new(token, null)).Text);
    }

    private static EachToken ReadStrip(JsonPart part)
    {
        var (content, start, stop) = (part["content"].Character(), part["start"].Number(), part["stop"].Number());
        return new((token, _, _) =>
        {
            var from = 0;
            while (from < Math.Min(start, token.Length) && token[from] == content)
            {
                from++;
            }

            var to = token.Length;
            while (to > Math.Max(from, token.Length - stop) && token[to - 1] == content)
            {
                to--;
            }

            return token[from..to];
        });
    }

    private static EachToken ReadMetaspace(JsonPart part)
    {
        var replacement = part["replacement"].Text();
        var drops = (part["prepend_scheme"].TextOrNull() ?? "always") != "never" && part["add_prefix_space"].Flag(true);
        return new((token, index, _) => token.Replace(replacement, index == 0 && drops ? "" : " ", StringComparison.Ordinal));
    }

    private static EachToken ReadWordPiece(JsonPart part)
    {
        var (prefix, cleansUp) = (part["prefix"].TextOrNull() ?? "##", part["cleanup"].Flag(true));
        return new((token, index, _) =>
        {
            var text = index == 0 ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
            return cleansUp ? s_cleanup.Aggregate(text, (dirty, rule) => dirty.Replace(rule.From, rule.To, StringComparison.Ordinal)) : text;
        });
    }

    private static EachToken ReadBpe(JsonPart part)
    {
        var suffix = part["suffix"].TextOrNull() ?? "</w>";
        return new((token, index, count) => token.Replace(suffix, index == count - 1 ? "" : " ", StringComparison.Ordinal));
    }
}

/// <summary>Rewrites each token by itself, knowing its place and the number of tokens.</summary>
internal sealed class EachToken(Func<string, int, int, string> rewrite) : Decoder
{
    public override List<string> Apply(List<string> tokens) => [.. tokens.Select((token, index) => rewrite(token, index, tokens.Count))];
}

internal sealed class FuseDecoder : Decoder
{
    public override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}

/// <summary>Takes tokens written in <see cref="ByteAlphabet"/> as bytes, and all together as UTF-8.</summary>
internal sealed class ByteLevelDecoder : Decoder
{
    public override List<string> Apply(List<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            bytes.AddRange(token.All(c => ByteAlphabet.ByteOf(c) >= 0) ? token.Select(c => (byte)ByteAlphabet.ByteOf(c)) : Encoding.UTF8.GetBytes(token));
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }
}

/// <summary>Takes runs of tokens such as &lt;0x0A&gt; as UTF-8, or each as U+FFFD where that is not valid.</summary>
internal sealed class ByteFallbackDecoder : Decoder
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    public override List<string> Apply(List<string> tokens)
    {
        var texts = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                continue;
            }

            Flush(bytes, texts);
            texts.Add(token);
        }

        Flush(bytes, texts);
        return texts;
    }

    private static void Flush(List<byte> bytes, List<string> texts)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        try
        {
            texts.Add(s_strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            texts.AddRange(Enumerable.Repeat("\uFFFD", bytes.Count));
        }

        bytes.Clear();
    }
}
