namespace QualityReview.Scorers.Heuristics;

/// <summary>Length of a text in Unicode code points: an emoji of one code point counts once, a letter with a separate accent twice.</summary>
public sealed class LengthScorer : HeuristicScorer
{
    public override ScorerCard Card { get; } = new()
    {
        Key = "length_1",
        Method = "length",
        Title = "Length",
        HighMeans = "The text is long.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "characters",
        Receipt = new Dictionary<string, string> { ["counts"] = "unicode code points" },
    };

    public override Measurement Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = text.Length;
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') is var first and >= 0 ? first + 1 : count; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return new Measurement(count);
    }
}
