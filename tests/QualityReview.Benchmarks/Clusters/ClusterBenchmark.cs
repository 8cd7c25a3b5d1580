using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using QualityReview.Benchmarks.Densities;
using QualityReview.Clusters;

namespace QualityReview.Benchmarks.Clusters;

/// <summary>Spherical k-means against scikit-learn's k-means over the same vectors, and how long each step of a clustering takes.</summary>
internal static class ClusterBenchmark
{
    private const int Dimensions = 512, Samples = 20_000;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        Half[] halves = [.. MadeVectors.Chunks(Samples).SelectMany(chunk => chunk)];
        var vectors = Array.ConvertAll(halves, value => (float)value);
        var settings = new ClusterOptions();
        var clusters = ClusterOptions.DefaultClusters(Samples);
        KMeansResult? found = null;
        var best = await new Rounds()
            .Add("k-means", () => found = SphericalKMeans.Compute(halves, Dimensions, settings))
            .Add("SemDeDup", () => SemDeDup.LargestEarlierCosine(halves, Dimensions, found!, KeptFirst.Hard, 1, settings.Degree))
            .Add("map", () => SampleMap.Draw(halves, Dimensions, found!, settings))
            .RunAsync(options.Rounds);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Samples:N0} × {Dimensions}, {clusters} clusters, at most {settings.Iterations} passes, {settings.Degree} threads; ours passed {found!.Iterations} times."));
        Console.WriteLine();
        var table = new MarkdownTable("Step", "Product s", "scikit-learn s", "scikit-learn / product", "Mean cosine, product", "scikit-learn");
        var other = await ScikitLearnAsync(options.Python, vectors, clusters, settings.Iterations, options.Rounds);
        table.Add(
            "k-means", best["k-means"].Seconds, other is null ? "not here" : other.Value.Seconds, other is null ? "" : other.Value.Seconds / best["k-means"].Seconds,
            found.MeanCosine.ToString("F4", CultureInfo.InvariantCulture), other?.MeanCosine.ToString("F4", CultureInfo.InvariantCulture) ?? "");
        table.Add("SemDeDup", best["SemDeDup"].Seconds, "", "", "", "");
        table.Add("map", best["map"].Seconds, "", "", "", "");
        table.Print();
    }

    /// <summary>The fastest round and the mean cosine of the first; null where there is no Python with scikit-learn.</summary>
    private static async Task<(double Seconds, double MeanCosine)?> ScikitLearnAsync(string python, float[] vectors, int clusters, int iterations, int rounds)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, MemoryMarshal.AsBytes(vectors.AsSpan()).ToArray());
            var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "kmeans.py"), file }.Concat(new[] { Dimensions, clusters, iterations, rounds }.Select(number => number.ToString(CultureInfo.InvariantCulture))))
            {
                start.ArgumentList.Add(word);
            }

            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray()).ToList();
            return process.ExitCode == 0 && found.Count > 0 ? (found.Min(round => round[0]), found[0][1]) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
