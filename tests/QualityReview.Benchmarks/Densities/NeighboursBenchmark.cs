using System.Diagnostics;
using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Densities;

/// <summary>The nearest neighbours of a sample, as the Sample page asks for them.</summary>
internal static class NeighboursBenchmark
{
    private const int Samples = 200_000, Wanted = 10, Queries = 200;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        await using var database = new TestDatabase();
        var dataset = await database.DatasetOfAsync(Some.Founds(1));
        foreach (var (chunkNo, chunk) in MadeVectors.Chunks(Samples).Index())
        {
            await database.Embeddings.CommitAsync(dataset.DatasetId, "made_1", chunkNo, chunk.Length / MadeVectors.Dimensions, chunk);
        }
        var neighbours = new Neighbours(database.Embeddings);
        var fromDisk = new Neighbours(database.Embeddings, keepBytes: 0);
        var random = new SeededRandom(1);
        var first = Milliseconds(neighbours, 1, random);
        var table = new MarkdownTable("Samples × dimensions", "Vectors are", "Searches", "Median ms", "95th percentile ms", "CPU ms");
        table.Add(Size, "read from the database for the first time", 1, first[0], double.NaN, double.NaN);
        Add("kept in memory", neighbours, Queries * options.Rounds);
        Add("read from the database each time", fromDisk, 5);
        table.Print();

        void Add(string vectors, Neighbours searched, int count)
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var times = Milliseconds(searched, count, random);
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            table.Add(Size, vectors, count, times[times.Count / 2], times[times.Count * 95 / 100], cpu.TotalMilliseconds / count);
        }

        List<double> Milliseconds(Neighbours searched, int count, SeededRandom places)
        {
            var times = new List<double>();
            for (var query = 0; query < count; query++)
            {
                var began = Stopwatch.GetTimestamp();
                if (searched.Find(dataset.DatasetId, places.NextInt(Samples), Wanted)!.Nearest.Count != Wanted)
                {
                    throw new QualityReviewException("A search found too few neighbours.");
                }
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            times.Sort();
            return times;
        }
    }

    private static string Size => string.Create(CultureInfo.InvariantCulture, $"{Samples:N0} × {MadeVectors.Dimensions}");
}
