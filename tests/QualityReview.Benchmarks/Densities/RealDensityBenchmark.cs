using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>How well the sketch follows exact densities of real embeddings, by its rows.</summary>
internal static class RealDensityBenchmark
{
    private const int Many = 20_000;

    private static readonly int s_threads = Environment.ProcessorCount;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var real = await RealVectors.OfAsync(Many);
        var kernel = BandwidthTuner.Tune(real, 1);
        double[] exact = [];
        var best = await new Rounds().Add("exact", () => exact = ExactDensity.Compute(real, kernel, s_threads)).RunAsync(options.Rounds);
        Console.WriteLine($"{DensityWords.Size(real)} embeddings of paragraphs, sentences and cuts of the sample texts; power of the kernel {kernel.Power}, exact in {MarkdownTable.Text(best["exact"].Seconds)} s; weights {WeightSpread.Of(exact)}.");
        Console.WriteLine();
        var table = new MarkdownTable("Rows of the sketch", "s", "Exact / sketch", "Relative error, median", "largest", "Spearman");
        foreach (var rows in (int[])[128, 256, 512, 1024])
        {
            double[] sketched = [];
            var sketch = await new Rounds().Add("sketch", () => sketched = SketchedDensity.Compute(real, DensityWords.Parameters(real, kernel) with { Rows = rows }, s_threads)).RunAsync(options.Rounds);
            var accuracy = Accuracy.Of(sketched, exact);
            table.Add(rows == SketchParameters.DefaultRows ? $"{rows}, as set" : rows, sketch["sketch"].Seconds, best["exact"].Seconds / sketch["sketch"].Seconds, DensityWords.Short(accuracy.Median), DensityWords.Short(accuracy.Largest), accuracy.Spearman);
        }
        table.Print();
    }
}
