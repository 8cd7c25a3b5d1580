using System.Diagnostics;
using System.Globalization;
using QualityReview.Benchmarks.Queues;
using QualityReview.Hashing;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit.Made;

namespace QualityReview.Benchmarks.Pages;

/// <summary>Many people at once for some minutes: each browses on a live page and reviews a queue beside it.</summary>
internal static class PeopleAtOnce
{
    private const string QueueName = "load";
    private const int QueueSize = 40_000, Pause = 4000;

    // Reading samples and paging are what people do most.
    private static readonly string[] _habits =
    [
        PageVisitor.Sample, PageVisitor.Sample, PageVisitor.Sample, PageVisitor.Down, PageVisitor.Down, PageVisitor.Down, PageVisitor.Filter, PageVisitor.Filter,
        PageVisitor.Sort, PageVisitor.Bar, PageVisitor.Jump, PageVisitor.Search, PageVisitor.Open,
    ];

    public static async Task RunAsync(string folder, List<string> words, BenchmarkOptions options)
    {
        await DrawAsync(folder, options.Samples);
        using var server = new ServerProcess(folder, ("QualityReview__Access__Proxy__Header", QueueBenchmark.PersonHeader));
        await server.StartAsync();
        var clients = Enumerable.Range(0, options.People).Select(i => new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(1), DefaultRequestHeaders = { { QueueBenchmark.PersonHeader, Name(i) } } }).ToList();
        // Their accounts are made and the dataset is loaded on the first visit: not what is measured.
        foreach (var client in clients)
        {
            using var hello = await client.GetAsync(new Uri("/datasets/" + MadeDatasetWriter.DatasetName, UriKind.Relative));
            hello.EnsureSuccessStatusCode();
        }

        var (times, log) = (new PageTimes(), new LoadLog { StartedAt = Stopwatch.GetTimestamp() });
        var reviewing = options with { Verdicts = int.MaxValue, Pause = Pause };
        var began = Stopwatch.GetTimestamp();
        var all = Task.WhenAll(clients.Select((client, i) => Task.WhenAll(
            BrowseAsync(server, client, i, words, options, times, log), new LoadedReviewer(client, Name(i), reviewing, log).RunAsync())));
        var memory = new MarkdownTable("Minute", "Resident MB", "Most resident MB", "Interactions", "Verdicts", "Errors");
        for (var minute = 1; minute <= options.Minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute) - Stopwatch.GetElapsedTime(began));
            var (most, now) = server.Memory();
            memory.Add(minute.ToString(CultureInfo.InvariantCulture), now, most, times.Count, log.Verdicts, times.Faults.Count + log.Resent);
        }

        log.IsOver = true;
        await all;
        clients.ForEach(client => client.Dispose());
        memory.Print();
        times.Print($"{options.People} people, live pages", interaction => 2 * PagesBenchmark.Target(interaction, options.Samples));
        var saves = log.ServerMs.Select(save => save.Ms).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Verdicts:N0} verdicts: a save takes the server {PageTimes.At(saves, .5):0.0} ms (median), {PageTimes.At(saves, .95):0.0} ms (95th percentile); broken off on purpose {log.CutOff}, errors {times.Faults.Count + log.Resent}."));
        if (times.Faults.Count + log.Resent > 0)
        {
            throw new QualityReviewException("Not everything that people did went well.");
        }
    }

    private static string Name(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person:000}");

    private static async Task BrowseAsync(ServerProcess server, HttpClient client, int person, List<string> words, BenchmarkOptions options, PageTimes times, LoadLog log)
    {
        var random = new SeededRandom(StableHash.Of(Name(person), 1));
        await using var visitor = new PageVisitor(server.Url, client, new PageWalk((ulong)person, words), times, options.Samples, header: (QueueBenchmark.PersonHeader, Name(person)));
        while (!log.IsOver)
        {
            await Task.Delay((int)(random.NextDouble() * 2 * Pause));
            await visitor.StepAsync(_habits[random.NextInt(_habits.Length)]);
        }
    }

    private static async Task DrawAsync(string folder, int samples)
    {
        await using var database = ReviewDatabase.Open(folder);
        var queues = new QueueStore(database, new ReviewStore(database, TimeProvider.System), new SampleStore(database), TimeProvider.System);
        if (queues.Find(QueueName) is not null)
        {
            return;
        }

        var datasetId = new DatasetStore(database, TimeProvider.System).Get(MadeDatasetWriter.DatasetName).DatasetId;
        var size = Math.Min(QueueSize, samples);
        var request = new QueueRequest { DatasetId = datasetId, Name = QueueName, Author = "lead", OverlapShare = .1, Draw = new QueueDraw { Kind = QueueKind.Random, Size = size } };
        await queues.AddAsync(request, new DrawnQueue([.. Enumerable.Range(0, size).Select(i => (int)((long)i * samples / size)).Select(ordinal => new DrawnItem(ordinal, MadeDataset.IdOf(ordinal), 1))], samples, 0));
    }
}
