using System.Text.Json;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>Texts of the shipped sample dataset: real lengths, from one line to thirty pages.</summary>
internal static class SampleTexts
{
    /// <summary>The first texts in the file's order, which is shuffled; from the beginning again where it has fewer.</summary>
    public static IReadOnlyList<string> Take(int count)
    {
        var texts = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl")).Select(Text).Take(count).ToList();
        return [.. Enumerable.Range(0, count).Select(i => texts[i % texts.Count])];
    }

    private static string Text(string line)
    {
        using var sample = JsonDocument.Parse(line);
        return sample.RootElement.GetProperty("text").GetString()!;
    }
}
