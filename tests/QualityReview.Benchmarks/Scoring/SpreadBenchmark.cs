using System.Globalization;
using QualityReview.Benchmarks.Models;
using QualityReview.Hashing;
using QualityReview.Jobs;
using QualityReview.Onnx;
using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>20,000 texts whose lengths spread as on the web, through a model whose context is rarely the limit: whole scoring jobs, in
/// turns with what else one could run.</summary>
/// <remarks>The texts are cut into five datasets, a job each, so that a change of the machine falls on all variants. The bare runtime
/// takes turns with the job on the second and the fourth dataset; the slow variants read some texts of each, drawn at random.
/// Ratios are times a token over the datasets that both read.</remarks>
internal sealed class SpreadBenchmark
{
    private const string Product = "a: scoring job, stored texts to stored scores", Bare = "b: bare runtime, packed over all texts",
        Defaults = "b, the runtime's own defaults (threads spin)", Hidden = "c: bare runtime, hidden states only",
        Naive = "d: naive loop", Node = "e: transformers.js";

    private const int Slices = 5, DefaultTexts = 20_000;

    // Layers, width, vocabulary, context. The product with the vocabulary is a quarter of its work, as in models of half a billion weights.
    private static readonly MadeModel s_model = new(4, 256, 4096, 1024);

    private readonly OnnxScorerOptions _options;
    private readonly ModelFolder _folder;
    private readonly RunSettings _run;
    private readonly Tokenizer _tokenizer;
    private readonly TransformersJs? _node;
    private readonly VariantTimes _times = new();
    private readonly int _oneIn;
    private double _worst;

    /// <param name="oneIn">The slow variants read one in so many texts.</param>
    private SpreadBenchmark(OnnxScorerOptions options, TransformersJs? node, int oneIn)
    {
        (_options, _node, _oneIn) = (options, node, oneIn);
        _folder = ModelFolder.Read(options.Model);
        _run = RunSettings.From(options, _folder);
        _tokenizer = Tokenizer.Load(_folder.Path);
    }

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var models = new TestFolder();
        var folder = models.File("made-lm");
        s_model.Write(folder);
        var node = await TransformersJs.InstallAsync(reason => Console.WriteLine($"No transformers.js, so no ratio against it: {reason}\n"));
        var count = options.Texts > 0 ? options.Texts : DefaultTexts;
        Console.WriteLine($"A made-up model: {s_model.Layers} layers, width {s_model.Width}, vocabulary {s_model.Vocabulary}, context {s_model.Context}, {s_model.Parameters / 1e6:F1} million weights.");
        Console.WriteLine();
        var scorer = new OnnxScorerOptions { Key = "ask_llm_made_1", Method = OnnxScorerOptions.AskLlm, Model = folder, Prompt = AskLlmPrompt.JudgeMini.Name, Device = "cpu" };
        await new SpreadBenchmark(scorer, node, oneIn: 40).MeasureAsync(count);
        // The head at every position makes it twice the work, and the long texts are read half again: fewer texts do.
        await new SpreadBenchmark(scorer with { Key = "perplexity_made_1", Method = OnnxScorerOptions.Perplexity }, node, oneIn: 5).MeasureAsync(Math.Max(Slices, count / 20));
    }

    private async Task MeasureAsync(int count)
    {
        var texts = SpreadTexts.Make(count, seed: 7);
        await using var scorer = await new ConfiguredModel(_options).OpenScorerAsync(CancellationToken.None);
        await WarmUpAsync(scorer, [.. texts.Take(32)]);
        var slices = texts.Chunk((count + Slices - 1) / Slices).ToList();
        for (var slice = 0; slice < slices.Count; slice++)
        {
            await MeasureSliceAsync(slice, slices[slice], scorer);
            await Console.Error.WriteLineAsync($"{_options.Method}: {slice + 1} of {slices.Count}");
        }
        var tokens = _times.Tokens(Product);
        Console.WriteLine($"{_options.Method}: {count} texts, {tokens} tokens read, {(double)tokens / count:F0} a text, {scorer.Device}, {_run.TokenBudget} tokens a batch. "
            + $"Largest difference of a score from a: {_worst.ToString("0.0e0", CultureInfo.InvariantCulture)} ({scorer.Card.Unit}).");
        Console.WriteLine();
        _times.Print(_options.Method);
        var ratios = new MarkdownTable("Ratio", "Wall time", "least", "most", "CPU time", "Target");
        foreach (var (words, above, below, target) in new[]
        {
            ("speed a / b", Bare, Product, "≥ 0.90"),
            ("speed a / b with defaults", Defaults, Product, "≥ 0.90"),
            ("speed a / d", Naive, Product, "≥ 2"),
            ("speed a / e", Node, Product, "≥ 3"),
            ("cost a / c", Product, Hidden, "≤ 1.05"),
            ("cost b / c, the graph", Bare, Hidden, "≤ 1.05"),
        })
        {
            if (_times.Has(above) && _times.Has(below))
            {
                var wall = _times.Ratios(above, below, time => time.Seconds);
                ratios.Add($"{_options.Method}: {words}", wall.All, wall.Least, wall.Most, _times.Ratios(above, below, time => time.CpuSeconds).All, target);
            }
        }
        ratios.Print();
    }

    private static async Task WarmUpAsync(IScorer scorer, IReadOnlyList<string> texts) => await scorer.ScoreAsync(texts, null, CancellationToken.None);

    private async Task MeasureSliceAsync(int slice, string[] texts, IScorer scorer)
    {
        await using var database = new TestDatabase();
        var product = await EndToEnd.OpenAsync(database, texts, scorer);
        var windows = Windows.Of(_options, _tokenizer, _run.Window, texts.Length);
        List<TokenSequence> sequences = [.. texts.SelectMany((text, i) => windows.Read(i, text))];
        var tokens = sequences.Sum(s => (long)s.Ids.Length);
        var random = new SeededRandom((ulong)slice);
        int[] some = [.. Enumerable.Range(0, texts.Length).Where(_ => random.NextInt(_oneIn) == 0).DefaultIfEmpty(0)];
        string[] someTexts = [.. some.Select(i => texts[i])];

        async Task RunProductAsync()
        {
            _times.Add(slice, Product, await Timing.OfAsync(product.RunAsync), tokens, PaddingTable.Padded(sequences, ScoringRunner.ChunkSize, _run.TokenBudget));
        }
        async Task RunBareAsync(string name, BareRuntime bare, bool stores)
        {
            using (bare)
            {
                _times.Add(slice, name, await Timing.OfAsync(() => Task.Run(() => bare.Run(stores ? windows.Store : null))), tokens, bare.PaddedTokens);
            }
        }
        var (pad, budget, threads) = (_tokenizer.PadId ?? 0, _run.TokenBudget, _run.Threads);
        var ask = _options.Method == OnnxScorerOptions.AskLlm;
        BareRuntime MakeBare(bool ownDefaults) => BareRuntime.Scoring(_folder, sequences, pad, budget, threads, ownDefaults);
        // Each goes first once.
        if (slice == 1)
        {
            await RunBareAsync(Bare, MakeBare(false), stores: true);
        }
        await RunProductAsync();
        if (slice == 3)
        {
            await RunBareAsync(Bare, MakeBare(false), stores: true);
        }
        if (slice is 1 or 3)
        {
            await (slice == 1 || !ask ? RunBareAsync(Defaults, MakeBare(true), stores: true)
                : RunBareAsync(Hidden, BareRuntime.Hidden(_folder, sequences, pad, budget, threads), stores: false));
        }
        var stored = product.Scores();
        if (slice is 1 or 3)
        {
            Compare(stored, Enumerable.Range(0, texts.Length).Select(windows.Score));
        }
        var naiveWindows = Windows.Of(_options, _tokenizer, _run.Window, someTexts.Length);
        using var naive = new NaiveLoop(_folder, pad, threads);
        var naiveTime = await Timing.OfAsync(() => Task.Run(() => naive.Run(someTexts, naiveWindows)));
        _times.Add(slice, Naive, naiveTime, naive.ReadTokens, naive.PaddedTokens);
        float[] storedOfSome = [.. some.Select(i => stored[i])];
        Compare(storedOfSome, Enumerable.Range(0, someTexts.Length).Select(naiveWindows.Score));
        if (_node is not null)
        {
            var result = await _node.ScoreAsync(NodePlan(someTexts));
            _times.Add(slice, Node, new Timing(result.Seconds, result.CpuSeconds), result.Tokens, result.Padded);
            Compare(storedOfSome, result.Scores.Select((score, i) => _options.Method == OnnxScorerOptions.AskLlm ? score : naiveWindows.OfNats(i, score)));
        }
    }

    private TransformersJs.Plan NodePlan(IReadOnlyList<string> texts)
    {
        var ask = _options.Method == OnnxScorerOptions.AskLlm;
        var prompt = AskLlmPrompt.JudgeMini;
        int[] before = [.. SpecialFrame.Of(_tokenizer).Before, .. ask ? _tokenizer.Encode(prompt.Head, false) : []];
        int[] after = ask ? _tokenizer.Encode(prompt.Tail, false) : [];
        return new TransformersJs.Plan(
            Path.GetDirectoryName(_folder.Path)!, _folder.Name, _options.Method, _run.Threads, _run.Window, _run.Window / 2, _tokenizer.PadId ?? 0,
            before, after, _run.Window - before.Length - after.Length, [.. AnswerTokens.Resolve(_tokenizer, prompt.Yes, prompt.No).Yes], texts);
    }

    private void Compare(IReadOnlyList<float> stored, IEnumerable<double> others)
    {
        foreach (var (mine, other) in stored.Zip(others))
        {
            var difference = Math.Abs(mine - other);
            // Not Math.Max: a NaN on one side only must show.
            _worst = difference <= _worst || (float.IsNaN(mine) && double.IsNaN(other)) ? _worst : difference;
        }
    }
}
