using System.Diagnostics;
using QualityReview.Duplicates;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Duplicates;

/// <summary>The search for duplicates: against comparing every pair where that can be awaited, and by itself at the size asked for.</summary>
internal static class DuplicatesBenchmark
{
    private const int Few = 5_000;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl");
        var few = PlantedTexts.Make(file, Few, Few / 40);
        DuplicateGroups found = null!;
        HashSet<(int, int)> pairs = [];
        var best = await new Rounds()
            .Add("product", () => found = new DuplicateFinder(new ListedTexts(few.Texts), new DuplicateOptions(), 1).Find())
            .Add("all pairs", () => pairs = AllPairs.Find(few.Texts, new DuplicateOptions().Threshold))
            .RunAsync(options.Rounds);
        var groupOf = found.Members.ToDictionary(member => member.Ordinal, member => member.Group);
        var together = pairs.Count(pair => groupOf.TryGetValue(pair.Item1, out var group) && groupOf.GetValueOrDefault(pair.Item2) == group);

        var table = new MarkdownTable("Texts", "Product, 1 thread, s", "All pairs, 1 thread, s", "All pairs / product", "Pairs alike to 0.5", "of these in one group");
        table.Add(Few, best["product"].Seconds, best["all pairs"].Seconds, best["all pairs"].Seconds / best["product"].Seconds, pairs.Count, together);
        table.Print();

        var many = PlantedTexts.Make(file, options.Samples, options.Samples / 40);
        var texts = new ListedTexts(many.Texts);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long highest = 0;
        var began = Stopwatch.GetTimestamp();
        var groups = new DuplicateFinder(texts, new DuplicateOptions()).Find(new Watch(() => highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false))));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var large = new MarkdownTable("Texts", "MB of text", "s, all cores", "Texts/s", "MiB held beside the texts, at most", "Pairs compared", "Copies found", "planted");
        large.Add(options.Samples, texts.Characters / 1e6, seconds, options.Samples / seconds, (highest - before) / 1048576.0, groups.Compared, groups.Copies, many.Groups.Count(group => group >= 0) - (options.Samples / 40));
        large.Print();
    }

    private sealed class Watch(Action look) : IProgress<double>
    {
        public void Report(double value) => look();
    }
}
