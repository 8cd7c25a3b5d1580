namespace QualityReview.Scorers;

/// <summary>The names under which flags are exported and written in rules: lower_snake, never changed.</summary>
public static class FlagNames
{
    /// <summary>Every flag with its name and a sentence.</summary>
    public static IReadOnlyList<(ScoreFlags Flag, string Name, string Meaning)> All { get; } =
    [
        (ScoreFlags.TooShort, "too_short", "Too little text for this scorer."),
        (ScoreFlags.Truncated, "truncated", "The model read only the beginning of the text."),
        (ScoreFlags.DidNotAnswer, "did_not_answer", "Most of the probability went to neither yes nor no."),
        (ScoreFlags.Failed, "failed", "The sample could not be scored."),
    ];

    /// <summary>The names of the flags that are set.</summary>
    public static IEnumerable<string> Of(ScoreFlags flags) => All.Where(known => (flags & known.Flag) != 0).Select(known => known.Name);
}
