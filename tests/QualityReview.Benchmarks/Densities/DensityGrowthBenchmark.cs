using QualityReview.Hashing;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>How the sketch's time and memory grow with the vectors, and how far exact sums are behind.</summary>
internal static class DensityGrowthBenchmark
{
    private const int Many = 20_000, More = 100_000, Checked = 200;

    private static readonly int s_threads = Environment.ProcessorCount;

    public static Task RunAsync(BenchmarkOptions options)
    {
        var table = new MarkdownTable("Vectors × dimensions", "Power", "Sketch s", "CPU s", "µs of CPU a vector and hash of a row", "Most memory beside the vectors, MB", "Exact / sketch", "Relative error, median", "Spearman");
        foreach (var count in ((int[])[More, 250_000, 500_000, 1_000_000]).Where(count => count <= options.Most))
        {
            var vectors = MadeVectors.Of(count);
            var kernel = BandwidthTuner.Tune(vectors, 1);
            double[] sketched = [];
            var measured = Measured.Of(() => sketched = SketchedDensity.Compute(vectors, DensityWords.Parameters(vectors, kernel), s_threads));
            var random = new SeededRandom(5);
            int[] places = [.. Enumerable.Range(0, Checked).Select(_ => random.NextInt(count))];
            var accuracy = count > More ? null : Accuracy.Of([.. places.Select(place => sketched[place])], PlainDensity.Of(vectors, kernel, places));
            var exact = count > More ? double.NaN : SecondsOfExact(vectors, kernel, options.Full);
            table.Add(
                DensityWords.Size(vectors), kernel.Power, measured.Seconds, measured.CpuSeconds, measured.CpuSeconds * 1e6 / count / kernel.Power / SketchParameters.DefaultRows,
                measured.PeakBytes is { } peak ? (peak - ((long)count * MadeVectors.Dimensions * 2)) >> 20 : "unknown", exact / measured.Seconds, DensityWords.Short(accuracy?.Median), accuracy?.Spearman ?? double.NaN);
        }
        table.Print();
        Console.WriteLine(options.Full
            ? $"Exact of {More:N0} vectors: every pair was computed."
            : $"Exact of {More:N0} vectors: every pair of {Many:N0} of them, times {More / Many} squared (--full computes every pair of all). Errors there: of {Checked} rows drawn at random, by the double loop.");
        return Task.CompletedTask;
    }

    private static double SecondsOfExact(VectorRows vectors, DensityKernel kernel, bool full)
    {
        var counted = full ? vectors : MadeVectors.Of(Many);
        var scale = (double)vectors.Count / counted.Count;
        return Measured.Of(() => ExactDensity.Compute(counted, kernel, s_threads)).Seconds * scale * scale;
    }
}
