using System.Diagnostics;
using System.Globalization;
using Dapper;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Queues;

/// <summary>Many people review one queue over HTTP while connections break and the server is killed twice; then the ledger is
/// compared with what they were told.</summary>
internal static class QueueBenchmark
{
    public const string PersonHeader = "X-Forwarded-User";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TestFolder();
        await PrepareAsync(folder.Path, options);
        using var server = new ServerProcess(folder.Path, ("QualityReview__Access__Proxy__Header", PersonHeader), ("QualityReview__Queues__LeaseSeconds", "10"));
        await server.StartAsync();
        var log = new LoadLog { StartedAt = Stopwatch.GetTimestamp() };
        var clients = Enumerable.Range(0, options.People).Select(i => new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(15), DefaultRequestHeaders = { { PersonHeader, Name(i) } } }).ToList();
        // Their accounts are made on the first visit: not what is measured.
        foreach (var client in clients)
        {
            using var hello = await client.GetAsync(new Uri("/api/queues/load/items?take=0", UriKind.Relative));
            hello.EnsureSuccessStatusCode();
        }

        var began = Stopwatch.GetTimestamp();
        var all = Task.WhenAll(clients.Select((client, i) => new LoadedReviewer(client, Name(i), options, log).RunAsync()));
        for (var third = 1; third <= 2; third++)
        {
            while (log.Verdicts < options.Verdicts * third / 3 && !all.IsCompleted)
            {
                await Task.Delay(20);
            }

            await server.KillAsync();
            await server.StartAsync();
            Volatile.Write(ref log.StartedAt, Stopwatch.GetTimestamp());
        }

        await all;
        var took = Stopwatch.GetElapsedTime(began);
        await server.KillAsync();
        clients.ForEach(client => client.Dispose());
        await PrintAsync(folder.Path, options, log, took, server.Kills);
    }

    private static string Name(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person:000}");

    private static async Task PrepareAsync(string dataFolder, BenchmarkOptions options)
    {
        await using var database = ReviewDatabase.Open(dataFolder);
        var samples = new SampleStore(database);
        var dataset = await new DatasetStore(database, TimeProvider.System).GetOrCreateAsync("load");
        var writer = new SampleWriter(database);
        // Enough for undone and late verdicts too.
        var count = options.Verdicts + 1000;
        foreach (var part in Some.Founds(count).Chunk(1000))
        {
            await writer.AddAsync(dataset.DatasetId, [.. part.Select(sample => PreparedSample.From(sample, "load", _ => "en"))], (_, _) => { }, CancellationToken.None);
        }

        var request = new QueueRequest
        {
            DatasetId = dataset.DatasetId, Name = "load", Author = "lead", OverlapShare = .1, Draw = new QueueDraw { Kind = QueueKind.Random, Size = count },
        };
        await new QueueStore(database, new ReviewStore(database, TimeProvider.System), samples, TimeProvider.System).AddAsync(
            request, new DrawnQueue([.. Enumerable.Range(0, count).Select(i => new DrawnItem(i, $"s-{i}", 1))], count, 0));
    }

    private static async Task PrintAsync(string dataFolder, BenchmarkOptions options, LoadLog log, TimeSpan took, int kills)
    {
        await using var database = ReviewDatabase.Open(dataFolder);
        using var connection = database.Open();
        var entries = connection.Query<(string Key, int Verdict)>("select client_key, verdict from reviews").ToDictionary(entry => entry.Key, entry => entry.Verdict);
        var doubled = connection.ExecuteScalar<long>(
            """
            select count(*) from (select 1 from reviews r where verdict > 0 and not exists (select 1 from reviews u where u.undoes = r.review_id)
            group by dataset_id, ordinal, author having count(*) > 1)
            """);
        var overQuota = connection.ExecuteScalar<long>(
            """
            select count(*) from queue_items i where judged > wanted or judged <>
              (select count(*) from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.is_counted = 1)
            """);
        var late = connection.ExecuteScalar<long>("select count(*) from queue_judgements where is_counted = 0");
        var table = new MarkdownTable("Queues", "Figure");
        table.Add("People at once", options.People);
        table.Add("Verdicts saved", log.Verdicts);
        table.Add("Verdicts a second", log.Verdicts / took.TotalSeconds);
        table.Add("Save, server, median ms", Percentile(log.ServerMs.Select(save => save.Ms), .5));
        table.Add("Save, server, 95th percentile ms", Percentile(log.ServerMs.Select(save => save.Ms), .95));
        table.Add("Save, server, 95th percentile ms, the first 3 s after each start left out", Percentile(log.ServerMs.Where(save => save.Since >= 3).Select(save => save.Ms), .95));
        table.Add("Save, client, median ms", Percentile(log.ClientMs, .5));
        table.Add("Save, client, 95th percentile ms", Percentile(log.ClientMs, .95));
        table.Add("Server killed (SIGKILL), the last time at the end", kills);
        table.Add("Requests broken off by the client", log.CutOff);
        table.Add("Requests sent again as the server was away", log.Resent);
        table.Add("Acts saved, undoings included", log.Saved.Count);
        var lost = log.Saved.Count(saved => !entries.TryGetValue(saved.Key, out var verdict) || verdict != saved.Value);
        table.Add("**Lost**: shown as saved, not in the ledger", lost);
        table.Add("In the ledger, never shown as saved", entries.Keys.Count(key => !log.Saved.ContainsKey(key)));
        table.Add("**Doubled**: two standing verdicts of one person on one sample", doubled);
        table.Add("**Over quota**, or counts that do not agree", overQuota);
        table.Add("Late: in the ledger, not counted", late);
        table.Print();
        if (lost + doubled + overQuota > 0)
        {
            throw new QualityReviewException("The ledger is not what people were told.");
        }
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }
}
