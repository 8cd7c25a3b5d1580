using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QualityReview.Benchmarks.Models;
using QualityReview.Benchmarks.Scoring;
using QualityReview.Onnx;
using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Gpu;

/// <summary>On a machine with an NVIDIA GPU: whether its scores agree with the CPU's, and a scoring job's speed against a plain
/// forward pass in PyTorch where that is installed.</summary>
internal static class GpuBenchmark
{
    private const int DefaultTexts = 4_000, ComparedTexts = 48;
    private const double Tolerance = 1e-3;

    // 134 million weights.
    private static readonly MadeModel s_model = new(12, 768, 32_000, 1024);

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (CudaProbe.WhyNot(0) is { } reason)
        {
            throw new QualityReviewException($"No CUDA: {reason}. Nothing was measured; a build with -p:OnnxRuntimeCuda=true, CUDA 13 and cuDNN 9 are needed.");
        }
        using var models = new TestFolder();
        var folder = models.File("made-lm");
        s_model.Write(folder);
        var ask = new OnnxScorerOptions { Key = "ask_llm_made_1", Method = OnnxScorerOptions.AskLlm, Model = folder, Prompt = AskLlmPrompt.JudgeMini.Name };
        var perplexity = ask with { Key = "perplexity_made_1", Method = OnnxScorerOptions.Perplexity };
        Console.WriteLine($"{DeviceChoice.Resolve(DeviceChoice.CudaPrefix).Describe(1)}; {DeviceChoice.Resolve(DeviceChoice.AllCuda).All.Count} in all.");
        Console.WriteLine();
        await CompareAsync([.. DefaultScorers.Options().Where(o => o.Method != OnnxScorerOptions.Embedder), ask, perplexity]);
        var table = new MarkdownTable("Scorer", "Devices", "Tokens", "s", "Tokens/s", "Of PyTorch's forward pass");
        var texts = SpreadTexts.Make(options.Texts > 0 ? options.Texts : DefaultTexts, seed: 7);
        foreach (var scorer in new[] { ask, perplexity })
        {
            foreach (var device in (string[])[DeviceChoice.CudaPrefix, DeviceChoice.AllCuda])
            {
                await MeasureAsync(scorer with { Device = device }, texts, table, options.Rounds);
            }
        }
        table.Print();
    }

    private static async Task CompareAsync(IReadOnlyList<OnnxScorerOptions> scorers)
    {
        var table = new MarkdownTable("Scorer", "Texts", "Largest difference from the CPU", "Allowed");
        var agrees = true;
        foreach (var options in scorers)
        {
            var texts = SpreadTexts.Make(ComparedTexts, seed: 3);
            await using var cpu = await new ConfiguredModel(options with { Device = DeviceChoice.Cpu }).OpenScorerAsync(CancellationToken.None);
            await using var gpu = await new ConfiguredModel(options with { Device = DeviceChoice.CudaPrefix }).OpenScorerAsync(CancellationToken.None);
            var expected = (await cpu.ScoreAsync(texts, null, CancellationToken.None)).Values;
            var actual = (await gpu.ScoreAsync(texts, null, CancellationToken.None)).Values;
            var worst = expected.Zip(actual, (a, b) => float.IsNaN(a) && float.IsNaN(b) ? 0.0 : Math.Abs(a - b)).Aggregate(0.0, (most, next) => next <= most ? most : next);
            agrees &= worst <= Tolerance;
            table.Add(options.Key, ComparedTexts, worst.ToString("0.0e0", CultureInfo.InvariantCulture), Tolerance.ToString(CultureInfo.InvariantCulture));
        }
        table.Print();
        if (!agrees)
        {
            throw new QualityReviewException($"The GPU's scores differ from the CPU's by more than {Tolerance.ToString(CultureInfo.InvariantCulture)}.");
        }
    }

    private static async Task MeasureAsync(OnnxScorerOptions options, IReadOnlyList<string> texts, MarkdownTable table, int rounds)
    {
        var folder = ModelFolder.Read(options.Model);
        var run = RunSettings.From(options, folder);
        var windows = Windows.Of(options, Tokenizer.Load(folder.Path), run.Window, texts.Count);
        List<TokenSequence> sequences = [.. texts.SelectMany((text, i) => windows.Read(i, text))];
        await using var database = new TestDatabase();
        await using var scorer = await new ConfiguredModel(options).OpenScorerAsync(CancellationToken.None);
        var product = await EndToEnd.OpenAsync(database, texts, scorer);
        var best = await new Rounds().Add("job", product.RunAsync, product.ClearAsync).RunAsync(rounds + 1);
        var tokens = sequences.Sum(s => (double)s.Ids.Length);
        var shapes = BatchPlan.Cut(sequences, run.TokenBudget).Select(batch => new[] { batch.Count, batch[0].Ids.Length, batch.Sum(s => s.RowCount) });
        var torch = options.Device == DeviceChoice.CudaPrefix ? await TorchSecondsAsync(shapes) : null;
        var seconds = best["job"].Seconds;
        table.Add(options.Method, scorer.Device, tokens, seconds, tokens / seconds, torch is { } plain ? plain / seconds : "");
    }

    /// <summary>Seconds of the same batches in PyTorch; null where it is not installed or sees no GPU.</summary>
    private static async Task<double?> TorchSecondsAsync(IEnumerable<int[]> batches)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "gpu", "torch_forward.py");
        var plan = JsonSerializer.Serialize(new { layers = s_model.Layers, width = s_model.Width, vocabulary = s_model.Vocabulary, context = s_model.Context, batches });
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            await process.StandardInput.WriteAsync(plan);
            process.StandardInput.Close();
            var output = (await process.StandardOutput.ReadToEndAsync()).Trim();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
            {
                return double.Parse(output, CultureInfo.InvariantCulture);
            }
            Console.WriteLine($"No PyTorch to compare with: {output}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("No PyTorch to compare with: python3 is not there.");
        }
        return null;
    }
}
