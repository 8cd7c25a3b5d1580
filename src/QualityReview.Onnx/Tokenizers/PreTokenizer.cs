using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A stretch of text on its way to the model, and the pieces that it has been cut into so far.</summary>
/// <param name="beginsText">The stretch is the beginning of the original text.</param>
internal sealed class Pieces(TracedText text, bool beginsText)
{
    public TracedText Text { get; set; } = text;

    public bool BeginsText { get; } = beginsText;

    public List<TextMatch> Ranges { get; set; } = [new(0, text.Text.Length)];
}

/// <summary>Cuts text into the words that the model sees. Immutable, safe for all threads.</summary>
internal abstract class PreTokenizer
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public abstract void Apply(Pieces pieces);

    /// <param name="isByteLevel">Set where words go to the model as bytes.</param>
    public static IReadOnlyList<PreTokenizer> Read(JsonPart part, ref bool isByteLevel)
    {
        if (part.IsAbsent)
        {
            return [];
        }

        if (isByteLevel)
        {
            throw part.Unsupported($"{part.Type} after ByteLevel", "ByteLevel must be the last pre-tokenizer");
        }

        var steps = new List<PreTokenizer>();
        switch (part.Type)
        {
            case "Sequence":
                foreach (var item in part["pretokenizers"].Items())
                {
                    steps.AddRange(Read(item, ref isByteLevel));
                }

                break;
            case "ByteLevel":
                isByteLevel = true;
                if (part["add_prefix_space"].Flag(true))
                {
                    steps.Add(new PrefixPreTokenizer(" ", onlyFirst: false));
                }

                if (part["use_regex"].Flag(true))
                {
                    steps.Add(new SplitPreTokenizer(TextPattern.OfRegex(Gpt2), SplitBehavior.Isolated, false));
                }

                break;
            case "Split":
                steps.Add(new SplitPreTokenizer(TextPattern.Read(part["pattern"]), SplitPreTokenizer.ReadBehavior(part["behavior"]), part["invert"].Flag()));
                break;
            case "Metaspace":
                steps.AddRange(ReadMetaspace(part));
                break;
            case "BertPreTokenizer":
                steps.Add(Cut(Rune.IsWhiteSpace, SplitBehavior.Removed));
                steps.Add(Cut(IsPunctuation, SplitBehavior.Isolated));
                break;
            case "Whitespace":
                steps.Add(new SplitPreTokenizer(TextPattern.OfRegex(@"\w+|[^\w\s]+"), SplitBehavior.Removed, invert: true));
                break;
            case "WhitespaceSplit":
                steps.Add(Cut(Rune.IsWhiteSpace, SplitBehavior.Removed));
                break;
            case "Digits":
                steps.Add(Cut(IsNumeric, part["individual_digits"].Flag() ? SplitBehavior.Isolated : SplitBehavior.Contiguous));
                break;
            case "Punctuation":
                steps.Add(Cut(IsPunctuation, part["behavior"].IsAbsent ? SplitBehavior.Isolated : SplitPreTokenizer.ReadBehavior(part["behavior"])));
                break;
            case "CharDelimiterSplit":
                steps.Add(new SplitPreTokenizer(TextPattern.Of(part["delimiter"].Text()), SplitBehavior.Removed, false));
                break;
            default:
                throw part.Unsupported(
                    $"the pre-tokenizer {part.Type}",
                    "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Sequence, Split, Whitespace and WhitespaceSplit are");
        }

        return steps;
    }

    private static SplitPreTokenizer Cut(Func<Rune, bool> isOfKind, SplitBehavior behavior) => new(TextPattern.OfCharacters(isOfKind), behavior, invert: false);

    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value)
        : UnicodeEight.CategoryOf(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private static bool IsNumeric(Rune rune) => Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber;

    private static IEnumerable<PreTokenizer> ReadMetaspace(JsonPart part)
    {
        var replacement = part["replacement"].Character();
        var scheme = part["prepend_scheme"].TextOrNull() ?? (part["add_prefix_space"].Flag(true) ? "always" : "never");
        yield return new SpacePreTokenizer(replacement);
        if (scheme is "always" or "first")
        {
            yield return new PrefixPreTokenizer(replacement.ToString(), onlyFirst: scheme == "first");
        }
        else if (scheme != "never")
        {
            throw part["prepend_scheme"].Wrong("always, first or never");
        }

        if (part["split"].Flag(true))
        {
            yield return new SplitPreTokenizer(TextPattern.Of(replacement.ToString()), SplitBehavior.MergedWithNext, false);
        }
    }
}

/// <summary>Puts another character in the place of every space.</summary>
internal sealed class SpacePreTokenizer(char replacement) : PreTokenizer
{
    public override void Apply(Pieces pieces) => pieces.Text = pieces.Text.With(pieces.Text.Text.Replace(' ', replacement));
}

/// <summary>Puts a prefix before every piece, or only before the one that begins the text, where it isn't there yet.</summary>
internal sealed class PrefixPreTokenizer(string prefix, bool onlyFirst) : PreTokenizer
{
    public override void Apply(Pieces pieces)
    {
        var source = pieces.Text;
        var rewriter = new Rewriter(source);
        var ranges = new List<TextMatch>(pieces.Ranges.Count);
        var written = 0;
        foreach (var range in pieces.Ranges)
        {
            var length = range.End - range.Start;
            var isWanted = (!onlyFirst || pieces.BeginsText && range.Start == 0) && !source.Text.AsSpan(range.Start, length).StartsWith(prefix);
            if (isWanted && length > 0)
            {
                rewriter.Put(prefix, range.Start);
            }

            rewriter.Keep(range.Start, length);
            var end = written + length + (isWanted && length > 0 ? prefix.Length : 0);
            ranges.Add(new(written, end));
            written = end;
        }

        pieces.Text = rewriter.Done();
        pieces.Ranges = ranges;
    }
}
