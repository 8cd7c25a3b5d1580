using QualityReview.Percentiles;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>The fixed words of the rule language.</summary>
internal static class RuleWords
{
    /// <summary>What a test can begin with.</summary>
    public static readonly string[] Starts =
    [
        "percentile", "score", "scored", "length", "source", "language", "verdict", "reviewer", "flag", "text", "id", "meta.FIELD", "cluster", "map",
        "duplicate", "group", "keep_one", "top", "bottom", "random", "ips", "all", "none", "not",
    ];

    public static readonly string[] Scopes = ["dataset", "source", "language"];

    /// <summary>By the number of the verdict.</summary>
    public static readonly string[] Verdicts = ["none", "keep", "drop", "unsure"];

    /// <summary>By the number of the kind.</summary>
    public static readonly string[] Duplicates = ["unique", "first", "copy", "unchecked"];

    public static readonly string[] Flags = [.. FlagNames.All.Select(flag => flag.Name)];

    private static readonly string[] _fields = ["source", "language", "verdict", "reviewer", "id", "duplicate", "cluster"];

    private static readonly string[] _operators = ["=", "!=", "<", "<=", ">", ">=", "in"];

    public static string Of(SampleField field) => _fields[(int)field];

    public static string Of(PercentileScope scope) => Scopes[(int)scope];

    public static string Of(NumberOperator @operator) => _operators[(int)@operator];

    public static SampleField? FieldOf(string word) =>
        Array.FindIndex(_fields, field => field.Equals(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? (SampleField)index : null;

    public static Verdict? VerdictOf(string word) => Array.IndexOf(Verdicts, word) is >= 0 and var index ? (Verdict)index : null;

    public static ScoreFlags? FlagOf(string word) => FlagNames.All.Where(flag => flag.Name == word).Select(flag => (ScoreFlags?)flag.Flag).FirstOrDefault();

    /// <summary>"a, b, c or d".</summary>
    public static string OneOf(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
