using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Kernel densities of unit vectors: exact sums against a double loop, the sketch against exact sums.</summary>
internal static class DensityBenchmark
{
    private const int Dimensions = 512, Few = 4_000, Many = 20_000, Groups = 200;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var vectors = Make(Many);
        var few = vectors[..(Few * Dimensions)];
        var threads = Environment.ProcessorCount;
        var fewKernel = BandwidthTuner.Tune(few, Dimensions, 1);
        var kernel = BandwidthTuner.Tune(vectors, Dimensions, 1);
        var parameters = new SketchParameters("made", Dimensions, kernel, SketchParameters.DefaultRows, SketchParameters.WidthFor(Many), 1);
        double[] plain = [], exact = [], exactOfMany = [], sketched = [];

        var best = await new Rounds()
            .Add("plain", () => plain = PlainDensity.Compute(few, Dimensions, fewKernel))
            .Add("exact", () => exact = ExactDensity.Compute(few, Dimensions, fewKernel))
            .Add("exact of many", () => exactOfMany = ExactDensity.Compute(vectors, Dimensions, kernel, threads))
            .Add("sketch", () =>
            {
                var sketch = new DensitySketch(parameters);
                sketch.Add(vectors, threads);
                sketched = sketch.Densities(vectors, threads);
            })
            .RunAsync(options.Rounds);

        var table = new MarkdownTable("Vectors × dimensions", "Product", "s", "Alternative", "s", "Alternative / product", "Relative difference, median", "largest");
        void Add(int count, string product, string alternative, double[] values, double[] truth)
        {
            var errors = values.Zip(truth, (value, reference) => Math.Abs(value - reference) / reference).Order().ToList();
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{count:N0} × {Dimensions}"), product, best[product].Seconds, alternative, best[alternative].Seconds,
                best[alternative].Seconds / best[product].Seconds, errors[errors.Count / 2].ToString("0.0e0", CultureInfo.InvariantCulture), errors[^1].ToString("0.0e0", CultureInfo.InvariantCulture));
        }
        Add(Few, "exact", "plain", exact, plain);
        Add(Many, "sketch", "exact of many", sketched, exactOfMany);
        Console.WriteLine($"Plain and exact: 1 thread; exact of many and sketch: {threads} threads. Powers of the kernels: {fewKernel.Power} and {kernel.Power}.");
        Console.WriteLine();
        table.Print();
    }

    // Groups of unlike size and width around centres of their own, as texts of like subjects lie.
    public static float[] Make(int count)
    {
        var random = new SeededRandom(1);
        var centres = Enumerable.Range(0, Groups * Dimensions).Select(_ => random.NextNormal()).ToArray();
        var vectors = new float[count * Dimensions];
        var vector = new double[Dimensions];
        for (var row = 0; row < count; row++)
        {
            var group = (int)(Groups * random.NextDouble() * random.NextDouble());
            var width = 0.2 + random.NextDouble();
            var square = 0.0;
            for (var k = 0; k < Dimensions; k++)
            {
                vector[k] = centres[(group * Dimensions) + k] + (width * random.NextNormal());
                square += vector[k] * vector[k];
            }
            for (var k = 0; k < Dimensions; k++)
            {
                vectors[(row * Dimensions) + k] = (float)(vector[k] / Math.Sqrt(square));
            }
        }
        return vectors;
    }
}
