using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.TestKit;

/// <summary>Things that tests need, with speaking defaults.</summary>
public static class Some
{
    public static FoundSample Found(string id, string text = "The quick brown fox jumps over the lazy dog.", string? source = "docs", string? language = "en", string? meta = null, long line = 1) =>
        new(line, id, text, source, language, meta);

    public static FoundSample[] Founds(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Found($"s-{i}", $"Sample number {i} says something of its own.", i % 2 == 0 ? "docs" : "forums", line: i + 1))];

    public static ScorerCard Card(string key = "length_1", ScoreDirection direction = ScoreDirection.HigherIsMore, params string[] details) => new()
    {
        Key = key,
        Method = key[..key.LastIndexOf('_')],
        Title = key,
        HighMeans = "Long texts.",
        Direction = direction,
        DetailNames = details,
        Receipt = new Dictionary<string, string> { ["made_for"] = "tests" },
    };
}
