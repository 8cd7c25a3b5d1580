using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

/// <summary>The pages of people and cuts over a real database with a scored dataset, queues and their verdicts.</summary>
internal sealed class PeopleBench : IAsyncDisposable
{
    private int _keys;

    public PeopleBench()
    {
        Queues = new QueueStore(Store.Database, Store.Reviews, Store.Samples, Rooms.Time);
        Work = new QueueWork(Store.Database, Store.Reviews, Rooms.Time, TimeSpan.FromMinutes(5));
        Rooms.Services.AddSingleton(Store.Database);
        Rooms.Services.AddSingleton<SampleTables>();
        Rooms.Services.AddSingleton(Queues);
        Rooms.Services.AddSingleton<QueueReader>();
        Rooms.Services.AddSingleton<FilterStore>();
        Rooms.Services.AddCompare();
    }

    public Rooms Rooms { get; } = new();

    public TestDatabase Store => Rooms.Store;

    public QueueStore Queues { get; }

    public QueueWork Work { get; }

    public Dataset Dataset { get; private set; } = default!;

    public PeopleReader Reader => Rooms.Services.GetRequiredService<PeopleReader>();

    public NavigationManager Navigation => Rooms.Services.GetRequiredService<NavigationManager>();

    /// <summary>As many samples, half of them of the source docs; the one with the ordinal i has the score i.</summary>
    public static async Task<PeopleBench> OfAsync(int samples, bool scored = true)
    {
        var bench = new PeopleBench();
        bench.Dataset = await bench.Store.DatasetOfAsync(Some.Founds(samples));
        if (scored)
        {
            var run = await bench.Store.Scores.BeginAsync(bench.Dataset.DatasetId, Some.Card("length_1", ScoreDirection.HigherIsBetter), samples, "CPU", "{}");
            await bench.Store.Scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, samples).Select(i => (float)i)], new ScoreFlags[samples], [], []), 1, 1);
            await bench.Store.Scores.FinishAsync(run);
        }

        return bench;
    }

    /// <summary>A queue of these samples.</summary>
    /// <param name="chance">Null for a targeted one.</param>
    public Task<Queue> QueueAsync(string name, IEnumerable<int> ordinals, double? chance, string rule = "all", int? offered = null, long seed = 1) => Queues.AddAsync(
        new QueueRequest
        {
            DatasetId = Dataset.DatasetId,
            Name = name,
            Author = "lead",
            OverlapShare = 1,
            OverlapPeople = 3,
            Draw = new QueueDraw { Kind = chance is null ? QueueKind.AsShown : QueueKind.Random, Rule = rule, Size = 1, Seed = seed },
        },
        new DrawnQueue([.. ordinals.Select(i => new DrawnItem(i, $"s-{i}", chance))], offered ?? Dataset.SampleCount, 0));

    public async Task JudgeAsync(Queue queue, string author, Func<int, Verdict> verdictOf)
    {
        // A person holds few items at a time.
        while ((await Work.TakeAsync(queue.QueueId, author, 50)).Items is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                await Work.SaveAsync(queue, author, new QueueVerdict { Position = item.Position, Verdict = verdictOf(item.Ordinal), ClientKey = $"key{_keys++:D9}" });
            }
        }
    }

    /// <summary>A verdict given outside of queues.</summary>
    public Task ReadAsync(string author, int ordinal, Verdict verdict, bool settles = false) => Store.Reviews.AddAsync(
        new ReviewRequest { DatasetId = Dataset.DatasetId, Ordinal = ordinal, Author = author, Verdict = verdict, Settles = settles, ClientKey = $"key{_keys++:D9}" });

    public IRenderedComponent<PeopleComparePage> OpenPeople(string query = "")
    {
        Navigation.NavigateTo("/datasets/testing/compare/people" + query);
        var page = Rooms.Render<PeopleComparePage>(parameters => parameters.Add(shown => shown.Name, "testing"));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }

    public IRenderedComponent<CutComparePage> OpenCut(string query = "")
    {
        Navigation.NavigateTo("/datasets/testing/compare/cut" + query);
        var page = Rooms.Render<CutComparePage>(parameters => parameters.Add(shown => shown.Name, "testing"));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }

    public ValueTask DisposeAsync() => Rooms.DisposeAsync();
}
