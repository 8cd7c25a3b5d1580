using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Kernel densities of unit vectors: exact sums against a double loop, numpy and scikit-learn; the sketch against exact sums.</summary>
internal static class DensityBenchmark
{
    private const int Few = 4_000, Many = 20_000, SomeRows = 500;

    private static readonly int s_threads = Environment.ProcessorCount;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        Console.WriteLine($"Double loop and first exact: 1 thread; scikit-learn: 1 thread, as it has no others; all else: {s_threads} threads.");
        Console.WriteLine();
        VectorRows few = MadeVectors.Of(Few), many = MadeVectors.Of(Many);
        DensityKernel fewKernel = BandwidthTuner.Tune(few, 1), kernel = BandwidthTuner.Tune(many, 1);
        double[] plain = [], exactOfFew = [], exact = [], sketched = [];
        var best = await new Rounds()
            .Add("plain", () => plain = PlainDensity.Compute(few, fewKernel))
            .Add("exact of few", () => exactOfFew = ExactDensity.Compute(few, fewKernel))
            .Add("exact", () => exact = ExactDensity.Compute(many, kernel, s_threads))
            .Add("sketch", () => sketched = SketchedDensity.Compute(many, DensityWords.Parameters(many, kernel), s_threads))
            .RunAsync(options.Rounds);
        var table = Table();
        void Add(VectorRows vectors, string product, double seconds, string alternative, double otherSeconds, Accuracy? accuracy) => table.Add(
            DensityWords.Size(vectors), product, seconds, alternative, otherSeconds, otherSeconds / seconds, DensityWords.Short(accuracy?.Median), DensityWords.Short(accuracy?.Largest), accuracy?.Spearman ?? double.NaN);
        Add(few, "exact", best["exact of few"].Seconds, "double loop", best["plain"].Seconds, Accuracy.Of(exactOfFew, plain));
        Add(many, "sketch", best["sketch"].Seconds, "exact", best["exact"].Seconds, Accuracy.Of(sketched, exact));
        table.Print();
        Console.WriteLine($"Powers of the kernels: {fewKernel.Power} and {kernel.Power}.");
        Console.WriteLine();
        if (await PythonDensity.RunAsync(options.Python, many, kernel, options.Full ? Many : SomeRows) is not { } python)
        {
            return;
        }

        table = Table();
        Add(many, "exact", best["exact"].Seconds, "numpy, every pair", python.NumpySeconds, Accuracy.Of(exact[..python.Densities.Length], python.Densities));
        Add(many, "exact", best["exact"].Seconds, "scikit-learn, KernelDensity", python.SklearnSeconds, null);
        Add(many, "sketch", best["sketch"].Seconds, "numpy, every pair", python.NumpySeconds, Accuracy.Of(sketched[..python.Densities.Length], python.Densities));
        Add(many, "sketch", best["sketch"].Seconds, "scikit-learn, KernelDensity", python.SklearnSeconds, null);
        table.Print();
        Console.WriteLine($"{python.Versions}. scikit-learn has no p-stable kernel: its Gaussian one is timed, bandwidth 0.5, tree as it chooses."
            + (options.Full ? "" : $" Both compute {SomeRows:N0} rows against all, and their seconds are scaled (--full: all rows)."));
    }

    private static MarkdownTable Table() => new("Vectors × dimensions", "Product", "s", "Alternative", "s", "Alternative / product", "Relative difference, median", "largest", "Spearman");
}
