using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using QualityReview.Benchmarks.Densities;
using QualityReview.Clusters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Clusters;

/// <summary>The map page of a large dataset in a browser: how long from asking for the page to painted points.</summary>
internal static class MapBenchmark
{
    private const int Opened = 5;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TestFolder();
        var began = Stopwatch.GetTimestamp();
        await PrepareAsync(folder.Path, options.Samples);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Samples:N0} samples stored, clustered and projected in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, before the clock starts."));
        Console.WriteLine();
        using var server = new ServerProcess(folder.Path, ("QualityReview__Access__SingleUser", "true"));
        await server.StartAsync();
        var package = typeof(MapBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PlaywrightPackage").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var table = new MarkdownTable("Opening the map", "First text on the page ms", "Points painted ms", "Points drawn");
        for (var i = 0; i < Opened; i++)
        {
            // A context of its own: nothing is in the browser's cache.
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
            var page = await context.NewPageAsync();
            var opened = Stopwatch.GetTimestamp();
            await page.GotoAsync(new Uri(server.Url, "/datasets/map/map").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
            var map = page.Locator("[data-testid=map][data-painted=true]");
            await map.WaitForAsync(new() { Timeout = 120_000 });
            var painted = Stopwatch.GetElapsedTime(opened).TotalMilliseconds;
            var first = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN");
            table.Add(i == 0 ? "first after the start of the server" : "again, by another browser", first, painted, await map.GetAttributeAsync("data-drawn") ?? "");
        }

        table.Print();
    }

    private static async Task PrepareAsync(string dataFolder, int count)
    {
        await using var database = ReviewDatabase.Open(dataFolder);
        var (datasets, samples, embeddings) = (new DatasetStore(database, TimeProvider.System), new SampleStore(database), new EmbeddingStore(database));
        var (clusters, scores, jobs) = (new ClusterStore(database, TimeProvider.System), new ScoreStore(database, TimeProvider.System), new JobStore(database, TimeProvider.System));
        var dataset = await datasets.GetOrCreateAsync("map");
        var writer = new SampleWriter(database);
        foreach (var part in Some.Founds(count).Chunk(5000))
        {
            await writer.AddAsync(dataset.DatasetId, [.. part.Select(sample => PreparedSample.From(sample, "map", _ => "en"))], (_, _) => { }, CancellationToken.None);
        }

        var chunks = MadeVectors.Chunks(count);
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            await embeddings.CommitAsync(dataset.DatasetId, "embedder_made_1", chunk, chunks[chunk].Length / MadeVectors.Dimensions, chunks[chunk]);
        }

        var job = await jobs.AddAsync(JobKind.Cluster, dataset.DatasetId, "Cluster", JobRequests.Write(new ClusterRequest()), "benchmark");
        var work = new ClusterJob(datasets, samples, embeddings, clusters, new ClusterScores(scores));
        var outcome = await new JobExecutor(jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await jobs.TakeAsync(job.JobId))!, null, CancellationToken.None);
        if (outcome.Job.State != JobState.Done)
        {
            throw new QualityReviewException(outcome.Job.Message);
        }
    }
}
