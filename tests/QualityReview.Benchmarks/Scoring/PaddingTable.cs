using System.Globalization;
using QualityReview.Onnx;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>How much a chunk's size costs: tokens inferred, padding included, for each token read. Counted, not timed.</summary>
internal static class PaddingTable
{
    private const int Texts = 2048;

    private static readonly int[] s_sizes = [256, 512, 1024, Texts];

    public static void Print()
    {
        var table = new MarkdownTable(["Padded/read by texts in a chunk", .. s_sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture))]);
        foreach (var options in DefaultScorers.Options().Where(o => o.Method != OnnxScorerOptions.Embedder).Select(o => o with { Device = "cpu" }))
        {
            var folder = ModelFolder.Read(options.Model);
            var run = RunSettings.From(options, folder);
            var windows = Windows.Of(options, Tokenizer.Load(folder.Path), run.Window, Texts);
            foreach (var (texts, name) in new[] { (SampleTexts.Take(Texts), "whole texts"), (SampleTexts.TakeParagraphs(Texts), "paragraphs") })
            {
                List<TokenSequence> sequences = [.. texts.SelectMany((text, i) => windows.Read(i, text))];
                var read = sequences.Sum(s => (double)s.Ids.Length);
                table.Add([$"{options.Method}, {name}", .. s_sizes.Select(size => (object)Math.Round(Padded(sequences, size, run.TokenBudget) / read, 3))]);
            }
        }
        table.Print();
    }

    /// <summary>Tokens of all batches, padding included, where each chunk is packed by itself.</summary>
    public static long Padded(IEnumerable<TokenSequence> sequences, int chunkSize, int budget) =>
        sequences.GroupBy(s => s.Sample / chunkSize).SelectMany(chunk => BatchPlan.Cut(chunk, budget)).Sum(batch => (long)batch.Count * batch[0].Ids.Length);
}
