using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;
using QualityReview.Hashing;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Feel;

/// <summary>How Browse, Sample, Review and Compare of a large dataset feel in a browser: first contentful paint, layout shift, and from
/// an interaction to the next paint, by the browser's own entries, as web.dev/articles/vitals names them.</summary>
/// <remarks>An interaction's next paint may show no more than a pressed button; how long until its answer stands on the page is told beside it.</remarks>
internal static class FeelBenchmark
{
    private const double PaintTarget = 1000, ShiftTarget = .05, InteractionTarget = 200;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TestFolder();
        var data = options.Folder ?? folder.Path;
        if (options.Folder is null)
        {
            await PrepareAsync(data, options.Samples);
        }

        using var server = new ServerProcess(Path.GetFullPath(data), ("QualityReview__Access__SingleUser", "true"));
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(10), DefaultRequestHeaders = { { "X-Quality-Review", "1" } } };
        var dataset = await LargestAsync(client);
        var queue = await QueueAsync(client, dataset.Name);
        var sample = (await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/datasets/{dataset.Name}/samples?take=1", UriKind.Relative))).GetProperty("items")[0].GetProperty("id").GetString()!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Dataset {dataset.Name}: {dataset.Samples:N0} samples. Each page is opened {options.Rounds} times by a browser with an empty cache; the first opening is told apart, of the others the median."));
        Console.WriteLine();

        var package = typeof(FeelBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PlaywrightPackage").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var table = new MarkdownTable("Page", "First paint ms, first", "First paint ms", "Layout shift", "Interaction to paint ms", "Answer ms, median", "Answer ms, longest", "Target");
        foreach (var visit in FeelVisit.All(dataset.Name, sample, queue))
        {
            List<FeelFigures> rounds = [];
            for (var round = 0; round < Math.Max(2, options.Rounds); round++)
            {
                rounds.Add(await visit.MeasureAsync(browser, server.Url));
            }

            var paint = Median(rounds.Skip(1).Select(figures => figures.Paint));
            var (shift, interaction) = (rounds.Max(figures => figures.Shift), rounds.Max(figures => figures.Interaction));
            var answers = rounds.SelectMany(figures => figures.Answers).ToList();
            table.Add(
                visit.Title, rounds[0].Paint, paint, shift.ToString("0.000", CultureInfo.InvariantCulture), interaction, Median(answers), answers.Max(),
                paint <= PaintTarget && shift <= ShiftTarget && interaction <= InteractionTarget ? "met" : "missed");
        }

        table.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Targets: first paint {PaintTarget} ms, layout shift {ShiftTarget}, interaction to paint {InteractionTarget} ms (the longest of all)."));
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<(string Name, int Samples)> LargestAsync(HttpClient client)
    {
        var all = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/datasets", UriKind.Relative));
        var items = all.ValueKind == JsonValueKind.Array ? all : all.GetProperty("items");
        if (items.GetArrayLength() == 0)
        {
            throw new QualityReviewException("The data folder holds no dataset; leave --folder away, and one is made up.");
        }

        var largest = items.EnumerateArray().MaxBy(item => item.GetProperty("samples").GetInt32());
        return (largest.GetProperty("name").GetString()!, largest.GetProperty("samples").GetInt32());
    }

    /// <summary>A queue of its own each time: judged samples of an earlier run would be left out of it.</summary>
    private static async Task<string> QueueAsync(HttpClient client, string dataset)
    {
        var name = "feel-" + Guid.NewGuid().ToString("N")[..8];
        using var answer = await client.PostAsJsonAsync(new Uri($"/api/datasets/{dataset}/queues", UriKind.Relative), new { name, kind = "random", size = 500, rule = "all", isBlind = false, seed = 7 });
        return answer.IsSuccessStatusCode ? name : throw new QualityReviewException($"No queue could be made: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Made-up texts with the scores of three methods.</summary>
    private static async Task PrepareAsync(string dataFolder, int count)
    {
        await using var database = ReviewDatabase.Open(dataFolder);
        var dataset = await new DatasetStore(database, TimeProvider.System).GetOrCreateAsync("feel");
        var writer = new SampleWriter(database);
        foreach (var part in Some.Founds(count).Chunk(5000))
        {
            await writer.AddAsync(dataset.DatasetId, [.. part.Select(sample => PreparedSample.From(sample, "feel", _ => "en"))], (_, _) => { }, CancellationToken.None);
        }

        var scores = new ScoreStore(database, TimeProvider.System);
        foreach (var (key, seed) in new[] { ("ask_llm_made_1", 1UL), ("perplexity_made_1", 2UL), ("density_made_1", 3UL) })
        {
            var random = new SeededRandom(seed);
            var run = await scores.BeginAsync(dataset.DatasetId, Some.Card(key, ScoreDirection.HigherIsBetter), count, "CPU", "{}");
            for (var chunk = 0; chunk * run.ChunkSize < count; chunk++)
            {
                var size = Math.Min(run.ChunkSize, count - (chunk * run.ChunkSize));
                await scores.CommitAsync(run, chunk, new ScoreChunk([.. Enumerable.Range(0, size).Select(_ => (float)random.NextDouble())], new ScoreFlags[size], [], []), 0, 0);
            }

            await scores.FinishAsync(run);
        }
    }
}
