using QualityReview.Onnx;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>The shipped language models over real texts: a whole scoring job against the bare runtime and against a naive loop.</summary>
internal static class ScoringBenchmark
{
    private const string Product = "a: scoring job, texts to stored scores", Bare = "b: bare runtime, packed over all texts",
        Hidden = "c: bare runtime, hidden states only", Naive = "d: naive loop";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var texts = SampleTexts.Take(options.Texts);
        var ratios = new MarkdownTable("Ratio", "Wall", "CPU time", "Target");
        var times = new MarkdownTable("Variant", "Best s", "CPU s", "Tokens/s", "Padded/read");
        foreach (var scorer in DefaultScorers.Options().Where(o => o.Method != OnnxScorerOptions.Embedder))
        {
            await MeasureAsync(scorer with { Device = "cpu" }, texts, options.Rounds, times, ratios);
        }
        times.Print();
        ratios.Print();
    }

    private static async Task MeasureAsync(OnnxScorerOptions options, IReadOnlyList<string> texts, int rounds, MarkdownTable times, MarkdownTable ratios)
    {
        var folder = ModelFolder.Read(options.Model);
        var run = RunSettings.From(options, folder);
        var tokenizer = Tokenizer.Load(folder.Path);
        var padId = tokenizer.PadId ?? 0;
        var windows = Windows.Of(options, tokenizer, run.Window, texts.Count);
        List<TokenSequence> sequences = [.. texts.SelectMany((text, i) => windows.Read(i, text))];

        await using var database = new TestDatabase();
        await using var scorer = await new ScorerDefinition(options).OpenScorerAsync(CancellationToken.None);
        var product = await EndToEnd.OpenAsync(database, texts, scorer);
        using var bare = BareRuntime.Scoring(folder, sequences, padId, run.TokenBudget, run.Threads);
        using var hidden = BareRuntime.Hidden(folder, sequences, padId, run.TokenBudget, run.Threads);
        using var naive = new NaiveLoop(folder, padId, run.Threads);
        double[] bareScores = [], naiveScores = [];
        double[] Scores() => [.. Enumerable.Range(0, texts.Count).Select(windows.Score)];

        var best = await new Rounds()
            .Add(Product, product.RunAsync, product.ClearAsync)
            .Add(Bare, () => { bare.Run(windows.Store); bareScores = Scores(); })
            .Add(Hidden, () => hidden.Run(null))
            .Add(Naive, () => { naive.Run(texts, windows); naiveScores = Scores(); })
            .RunAsync(rounds);

        var tokens = sequences.Sum(s => (long)s.Ids.Length);
        var padding = new Dictionary<string, double> { [Product] = double.NaN, [Bare] = bare.PaddedTokens, [Hidden] = hidden.PaddedTokens, [Naive] = naive.PaddedTokens };
        foreach (var (name, time) in best)
        {
            times.Add($"{options.Method} {name}", time.Seconds, time.CpuSeconds, tokens / time.Seconds, padding[name] / tokens);
        }
        void Ratio(string words, string slow, string fast, string target) =>
            ratios.Add($"{options.Method}: {words}", best[slow].Seconds / best[fast].Seconds, best[slow].CpuSeconds / best[fast].CpuSeconds, target);
        Ratio("speed a / b", Bare, Product, "≥ 0.90");
        Ratio("speed a / d", Naive, Product, "≥ 2");
        if (options.Method == OnnxScorerOptions.AskLlm)
        {
            Ratio("cost b / c (the graph)", Bare, Hidden, "≤ 1.05");
            Ratio("cost a / c (the whole job)", Product, Hidden, "");
        }
        Console.WriteLine($"{options.Method}: {texts.Count} texts, {sequences.Count} windows, {tokens} tokens read, {scorer.Device}, {run.TokenBudget} tokens a batch. "
            + $"Largest difference of a score from a: b {Difference(product.Scores(), bareScores)}, d {Difference(product.Scores(), naiveScores)} ({scorer.Card.Unit}).");
        Console.WriteLine();
    }

    private static string Difference(float[] stored, double[] other) =>
        stored.Zip(other, (a, b) => Math.Abs(a - b)).Aggregate(0.0, (most, next) => next <= most ? most : next).ToString("0.0e0", System.Globalization.CultureInfo.InvariantCulture);
}
