using System.Net.Http.Json;
using QualityReview.Faults.Scenarios;

namespace QualityReview.Faults.Soak;

/// <summary>What people and programs do during a soak, again and again.</summary>
internal sealed class SoakWork(FaultRun run)
{
    private static readonly string[] _pages =
    [
        "/", "/jobs", "/models", "/people", $"/datasets/{Templates.Worked}", $"/datasets/{Templates.Worked}?sort=length", $"/datasets/{Templates.Worked}/samples/s1",
        $"/datasets/{Templates.Worked}/subsets", $"/datasets/{Templates.Worked}/compare", $"/review/{Templates.Queue}", $"/api/datasets/{Templates.Worked}/samples?take=100",
    ];

    private int _pagesSeen, _cycles;

    public string Said() => $"{run.Acknowledged.Acts.Count} acts of review, {_pagesSeen} pages and circuits, {_cycles} datasets imported, scored, clustered, exported and removed.";

    /// <summary>Three people judge; a new queue is made every minute.</summary>
    public async Task JudgeAsync(CancellationToken stop)
    {
        var lead = run.NewPerson("lead");
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var queue = $"soak-{number}";
            await lead.PostAsync($"/api/datasets/{Templates.Worked}/queues", new { name = queue, kind = "random", size = Templates.Samples, seed = number + 1 });
            using var minute = CancellationTokenSource.CreateLinkedTokenSource(stop);
            minute.CancelAfter(TimeSpan.FromMinutes(1));
            await Task.WhenAll(Enumerable.Range(1, 3).Select(person => new Reviewing(run, $"reviewer{person}", 300, queue).RunAsync(minute.Token)));
        }
    }

    /// <summary>Pages are read, and circuits are opened and lost.</summary>
    public async Task BrowseAsync(CancellationToken stop)
    {
        var reader = run.NewPerson("reader");
        while (!stop.IsCancellationRequested)
        {
            if (reader.Random.NextInt(8) == 0)
            {
                await Kinds.BrokenConnectionFault.CircuitAsync(run, reader);
            }
            else
            {
                await reader.GetAsync(_pages[reader.Random.NextInt(_pages.Length)]);
            }

            _pagesSeen++;
            await Task.Delay(300, CancellationToken.None);
        }
    }

    /// <summary>A dataset comes, is worked on, and goes.</summary>
    public async Task DatasetsAsync(CancellationToken stop)
    {
        var lead = run.NewPerson("engineer");
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var name = $"soak{number}";
            await lead.SendAsync(HttpMethod.Post, $"/api/datasets/{name}/imports?file=d.jsonl", () => new StreamContent(File.OpenRead(run.Templates.WorkedFile)) { Headers = { { "Content-Type", "application/octet-stream" } } });
            await AskAsync(lead, $"/api/datasets/{name}/scoring-runs");
            await AskAsync(lead, $"/api/datasets/{name}/clusters");
            await AskAsync(lead, $"/api/datasets/{name}/duplicates");
            await lead.PostAsync($"/api/datasets/{name}/exports", new { folder = name, rule = "length >= 10", format = number % 2 == 0 ? "jsonl" : "parquet" });
            await new JobsToTheEnd(run).RunAsync();
            var removal = await run.CommandAsync("remove", name, "--yes");
            if (removal.ExitCode != 0)
            {
                throw new QualityReviewException($"{name} cannot be removed: {removal.Said}");
            }

            Directory.Delete(Path.Combine(run.Data, "exports", name), recursive: true);
            _cycles++;
            await Task.Delay(2000, CancellationToken.None);
        }
    }

    private async Task AskAsync(Person person, string path)
    {
        await person.SendAsync(HttpMethod.Post, path, () => JsonContent.Create(new { }));
        await new JobsToTheEnd(run).RunAsync();
    }
}
