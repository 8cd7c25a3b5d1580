namespace QualityReview.Scorers.Heuristics;

/// <summary>Number of words, see <see cref="TextWords"/>; a run of signs without a letter or digit is none.</summary>
public sealed class WordsScorer : HeuristicScorer
{
    public override ScorerCard Card { get; } = new()
    {
        Key = "words_1",
        Method = "words",
        Title = "Words",
        HighMeans = "The text has many words.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "words",
        Receipt = new Dictionary<string, string> { ["counts"] = "runs without white space that hold a letter or digit; each ideograph and kana" },
        Caveat = "Thai, Lao, Khmer and Burmese are written without spaces and come out too low.",
    };

    public override Measurement Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = 0;
        var words = new TextWords(text);
        while (words.MoveNext())
        {
            count += words.CurrentIsSpoken ? 1 : 0;
        }

        return new Measurement(count);
    }
}
