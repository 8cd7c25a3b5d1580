using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Kernel densities of unit vectors: exact sums against a double loop, numpy and scikit-learn; the sketch against exact sums, and how
/// its time and memory grow.</summary>
internal static class DensityBenchmark
{
    private const int Few = 4_000, Many = 20_000, More = 100_000, Checked = 200, SomeSklearnRows = 1_000;

    private static readonly int s_threads = Environment.ProcessorCount;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        Console.WriteLine($"Double loop and first exact: 1 thread; scikit-learn: 1 thread, as it has no others; all else: {s_threads} threads.");
        Console.WriteLine();
        var many = MadeVectors.Of(Many);
        await CompareAsync(many, options);
        await FollowRealAsync(await RealVectors.OfAsync(Many), options);
        Grow(options);
    }

    private static async Task CompareAsync(VectorRows many, BenchmarkOptions options)
    {
        var few = MadeVectors.Of(Few);
        DensityKernel fewKernel = BandwidthTuner.Tune(few, 1), kernel = BandwidthTuner.Tune(many, 1);
        double[] plain = [], exactOfFew = [], exact = [], sketched = [];
        var best = await new Rounds()
            .Add("plain", () => plain = PlainDensity.Compute(few, fewKernel))
            .Add("exact of few", () => exactOfFew = ExactDensity.Compute(few, fewKernel))
            .Add("exact", () => exact = ExactDensity.Compute(many, kernel, s_threads))
            .Add("sketch", () => sketched = SketchedDensity.Compute(many, Parameters(many, kernel), s_threads))
            .RunAsync(options.Rounds);
        var python = await PythonDensity.RunAsync(options.Python, many, kernel, options.Full ? Many : SomeSklearnRows);

        var table = new MarkdownTable("Vectors × dimensions", "Product", "s", "Alternative", "s", "Alternative / product", "Relative difference, median", "largest", "Spearman");
        void Add(VectorRows vectors, string product, double seconds, string alternative, double otherSeconds, Accuracy? accuracy) => table.Add(
            Size(vectors), product, seconds, alternative, otherSeconds, otherSeconds / seconds, Short(accuracy?.Median), Short(accuracy?.Largest), accuracy?.Spearman ?? double.NaN);
        Add(few, "exact", best["exact of few"].Seconds, "double loop", best["plain"].Seconds, Accuracy.Of(exactOfFew, plain));
        if (python is not null)
        {
            Add(many, "exact", best["exact"].Seconds, "numpy, every pair", python.NumpySeconds, Accuracy.Of(exact, python.Densities));
            Add(many, "exact", best["exact"].Seconds, "scikit-learn, KernelDensity", python.SklearnSeconds, null);
            Add(many, "sketch", best["sketch"].Seconds, "numpy, every pair", python.NumpySeconds, Accuracy.Of(sketched, python.Densities));
            Add(many, "sketch", best["sketch"].Seconds, "scikit-learn, KernelDensity", python.SklearnSeconds, null);
        }
        Add(many, "sketch", best["sketch"].Seconds, "exact", best["exact"].Seconds, Accuracy.Of(sketched, exact));
        table.Print();
        Console.WriteLine($"Powers of the kernels: {fewKernel.Power} and {kernel.Power}.");
        if (python is not null)
        {
            Console.WriteLine($"{python.Versions}. scikit-learn has no p-stable kernel: its Gaussian one is timed, bandwidth 0.5, tree as it chooses"
                + (options.Full ? "." : $", {SomeSklearnRows:N0} rows scored against all and scaled (--full scores all)."));
        }
        Console.WriteLine();
    }

    private static async Task FollowRealAsync(VectorRows real, BenchmarkOptions options)
    {
        var kernel = BandwidthTuner.Tune(real, 1);
        double[] exact = [];
        var best = await new Rounds().Add("exact", () => exact = ExactDensity.Compute(real, kernel, s_threads)).RunAsync(options.Rounds);
        Console.WriteLine($"{Size(real)} embeddings of paragraphs, sentences and cuts of the sample texts; power of the kernel {kernel.Power}, exact in {MarkdownTable.Text(best["exact"].Seconds)} s; weights {WeightSpread.Of(exact)}.");
        Console.WriteLine();
        var table = new MarkdownTable("Rows of the sketch", "s", "Exact / sketch", "Relative error, median", "largest", "Spearman");
        foreach (var rows in (int[])[128, 256, 512, 1024])
        {
            double[] sketched = [];
            var sketch = await new Rounds().Add("sketch", () => sketched = SketchedDensity.Compute(real, Parameters(real, kernel) with { Rows = rows }, s_threads)).RunAsync(options.Rounds);
            var accuracy = Accuracy.Of(sketched, exact);
            table.Add(rows == SketchParameters.DefaultRows ? $"{rows}, as set" : rows, sketch["sketch"].Seconds, best["exact"].Seconds / sketch["sketch"].Seconds, Short(accuracy.Median), Short(accuracy.Largest), accuracy.Spearman);
        }
        table.Print();
    }

    private static void Grow(BenchmarkOptions options)
    {
        var table = new MarkdownTable("Vectors × dimensions", "Power", "Sketch s", "CPU s", "µs of CPU a vector and hash of a row", "Most memory beside the vectors, MB", "Exact / sketch", "Relative error, median", "Spearman");
        foreach (var count in ((int[])[More, 250_000, 500_000, 1_000_000]).Where(count => count <= options.Most))
        {
            var vectors = MadeVectors.Of(count);
            var kernel = BandwidthTuner.Tune(vectors, 1);
            double[] sketched = [];
            var measured = Measured.Of(() => sketched = SketchedDensity.Compute(vectors, Parameters(vectors, kernel), s_threads));
            var random = new SeededRandom(5);
            int[] places = [.. Enumerable.Range(0, Checked).Select(_ => random.NextInt(count))];
            var accuracy = count > More ? null : Accuracy.Of([.. places.Select(place => sketched[place])], PlainDensity.Of(vectors, kernel, places));
            var exact = count > More ? double.NaN : SecondsOfExact(vectors, kernel, options.Full);
            table.Add(
                Size(vectors), kernel.Power, measured.Seconds, measured.CpuSeconds, measured.CpuSeconds * 1e6 / count / kernel.Power / SketchParameters.DefaultRows,
                measured.PeakBytes is { } peak ? (peak - ((long)count * MadeVectors.Dimensions * 2)) >> 20 : "unknown", exact / measured.Seconds, Short(accuracy?.Median), accuracy?.Spearman ?? double.NaN);
        }
        table.Print();
        Console.WriteLine(options.Full
            ? $"Exact of {More:N0} vectors: every pair was computed."
            : $"Exact of {More:N0} vectors: every pair of {Many:N0} of them, times {More / Many} squared (--full computes every pair of all). Errors there: of {Checked} rows drawn at random, by the double loop.");
    }

    private static double SecondsOfExact(VectorRows vectors, DensityKernel kernel, bool full)
    {
        var counted = full ? vectors : MadeVectors.Of(Many);
        var scale = (double)vectors.Count / counted.Count;
        return Measured.Of(() => ExactDensity.Compute(counted, kernel, s_threads)).Seconds * scale * scale;
    }

    private static SketchParameters Parameters(VectorRows vectors, DensityKernel kernel) =>
        new("made", vectors.Dimensions, kernel, SketchParameters.DefaultRows, SketchParameters.WidthFor(vectors.Count), 1);

    private static string Size(VectorRows vectors) => string.Create(CultureInfo.InvariantCulture, $"{vectors.Count:N0} × {vectors.Dimensions}");

    private static string Short(double? number) => number?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";
}
