using System.Text.Json;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>Texts of the shipped sample dataset: real lengths, from one line to thirty pages.</summary>
internal static class SampleTexts
{
    // A line of dashes is no text.
    private const int FewestCharacters = 16;

    /// <summary>The first texts in the file's order, which is shuffled; from the beginning again where it has fewer.</summary>
    public static IReadOnlyList<string> Take(int count)
    {
        var texts = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl")).Select(Text).Take(count).ToList();
        return [.. Enumerable.Range(0, count).Select(i => texts[i % texts.Count])];
    }

    /// <summary>The paragraphs of the same texts, as many as there were asked for: lengths spread widely below the models' windows.</summary>
    public static IReadOnlyList<string> TakeParagraphs(int count)
    {
        var paragraphs = Take(count).SelectMany(text => text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length >= FewestCharacters).Take(count).ToList();
        return [.. Enumerable.Range(0, count).Select(i => paragraphs[i % paragraphs.Count])];
    }

    private static string Text(string line)
    {
        using var sample = JsonDocument.Parse(line);
        return sample.RootElement.GetProperty("text").GetString()!;
    }
}
