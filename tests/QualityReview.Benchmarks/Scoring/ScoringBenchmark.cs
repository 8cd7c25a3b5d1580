using System.Globalization;
using QualityReview.Jobs;
using QualityReview.Onnx;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>The shipped language models over real texts: a whole scoring job against the bare runtime and against a naive loop.</summary>
internal static class ScoringBenchmark
{
    private const string Product = "a: scoring job, stored texts to stored scores", Bare = "b: bare runtime, packed over all texts",
        Hidden = "c: bare runtime, hidden states only", Naive = "d: naive loop",
        Tokenizing = "tokenizing alone, part of a and d", Storing = "a job that only counts characters, part of a";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        // Two chunks, and three of paragraphs.
        var count = options.Texts > 0 ? options.Texts : 320;
        var ratios = new MarkdownTable("Ratio", "Wall time", "CPU time", "Target");
        var times = new MarkdownTable("Variant", "s", "CPU s", "Tokens/s", "Padded/read");
        // Most whole texts fill the models' small windows; paragraphs do not, and that is where batches matter.
        foreach (var (texts, name) in new[] { (SampleTexts.Take(count), "whole texts"), (SampleTexts.TakeParagraphs(2 * count), "paragraphs") })
        {
            foreach (var scorer in DefaultScorers.Options().Where(o => o.Method != OnnxScorerOptions.Embedder))
            {
                await MeasureAsync($"{scorer.Method}, {name}", scorer with { Device = "cpu" }, texts, options.Rounds, times, ratios);
            }
        }
        times.Print();
        ratios.Print();
        PaddingTable.Print();
    }

    private static async Task MeasureAsync(string name, OnnxScorerOptions options, IReadOnlyList<string> texts, int rounds, MarkdownTable times, MarkdownTable ratios)
    {
        var folder = ModelFolder.Read(options.Model);
        var run = RunSettings.From(options, folder);
        var tokenizer = Tokenizer.Load(folder.Path);
        var padId = tokenizer.PadId ?? 0;
        var windows = Windows.Of(options, tokenizer, run.Window, texts.Count);
        List<TokenSequence> sequences = [.. texts.SelectMany((text, i) => windows.Read(i, text))];

        await using var database = new TestDatabase();
        await using var scorer = await new ConfiguredModel(options).OpenScorerAsync(CancellationToken.None);
        var product = await EndToEnd.OpenAsync(database, texts, scorer);
        await using var counter = new LengthScorer();
        var storing = product.With(counter);
        using var bare = BareRuntime.Scoring(folder, sequences, padId, run.TokenBudget, run.Threads);
        using var hidden = BareRuntime.Hidden(folder, sequences, padId, run.TokenBudget, run.Threads);
        using var naive = new NaiveLoop(folder, padId, run.Threads);
        double[] bareScores = [], naiveScores = [];
        double[] Scores() => [.. Enumerable.Range(0, texts.Count).Select(windows.Score)];

        var variants = new Rounds()
            .Add(Product, product.RunAsync, product.ClearAsync)
            .Add(Bare, () => { bare.Run(windows.Store); bareScores = Scores(); });
        if (options.Method == OnnxScorerOptions.AskLlm)
        {
            variants.Add(Hidden, () => hidden.Run(null));
        }
        var best = await variants.Add(Naive, () => { naive.Run(texts, windows); naiveScores = Scores(); })
            .Add(Tokenizing, () => { _ = texts.SelectMany((text, i) => windows.Read(i, text)).Count(); })
            .Add(Storing, storing.RunAsync, storing.ClearAsync)
            .RunAsync(rounds);

        var tokens = sequences.Sum(s => (long)s.Ids.Length);
        foreach (var (variant, time) in best)
        {
            long padded = variant switch { Product => PaddingTable.Padded(sequences, ScoringRunner.ChunkSize, run.TokenBudget), Naive => naive.PaddedTokens, _ => bare.PaddedTokens };
            times.Add($"{name}: {variant}", time.Seconds, time.CpuSeconds, tokens / time.Seconds, variant is Tokenizing or Storing ? double.NaN : (double)padded / tokens);
        }
        void Ratio(string words, string above, string below, string target) =>
            ratios.Add($"{name}: {words}", best[above].Seconds / best[below].Seconds, best[above].CpuSeconds / best[below].CpuSeconds, target);
        Ratio("speed a / b", Bare, Product, "≥ 0.90");
        Ratio("speed a / d", Naive, Product, "≥ 2");
        if (best.ContainsKey(Hidden))
        {
            Ratio("cost b / c, the graph", Bare, Hidden, "≤ 1.05");
            Ratio("cost a / c, the whole job", Product, Hidden, "≤ 1.05");
        }
        Console.WriteLine($"{name}: {texts.Count} texts, {sequences.Count} windows, {tokens} tokens read, {scorer.Device}, {run.TokenBudget} tokens a batch. "
            + $"Largest difference of a score from a: b {Difference(product.Scores(), bareScores)}, d {Difference(product.Scores(), naiveScores)} ({scorer.Card.Unit}).");
        Console.WriteLine();
    }

    private static string Difference(float[] stored, double[] other) =>
        stored.Zip(other, (a, b) => Math.Abs(a - b)).Aggregate(0.0, (most, next) => next <= most ? most : next).ToString("0.0e0", CultureInfo.InvariantCulture);
}
