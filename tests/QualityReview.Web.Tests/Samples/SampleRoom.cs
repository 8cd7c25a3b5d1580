using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Samples;

/// <summary>The page of a sample over a real database.</summary>
internal sealed class SampleRoom : IAsyncDisposable
{
    private readonly Rooms _rooms;

    public SampleRoom(params ScorerDefinition[] scorers)
    {
        _rooms = new Rooms();
        Store = _rooms.Store;
        _rooms.Services.AddSingleton(new ScorerCatalog(scorers));
        _rooms.Services.AddSingleton(Store.Database);
        _rooms.Services.AddSingleton(Store.Embeddings);
        _rooms.Services.AddSingleton<FilterStore>();
        _rooms.Services.AddSingleton<SampleTables>();
        _rooms.Services.AddLogging();
        _rooms.Services.AddSamplePages();
    }

    public TestDatabase Store { get; }

    public ManualTime Time => _rooms.Time;

    public BunitContext Context => _rooms;

    public string Url => _rooms.Services.GetRequiredService<NavigationManager>().Uri;

    public VerdictOutbox Outbox => _rooms.Services.GetRequiredService<VerdictOutbox>();

    public Dataset Dataset => Store.Datasets.Get("testing");

    /// <summary>Scores of one scorer, by ordinal; NaN for none.</summary>
    public async Task ScoreAsync(ScorerCard card, params float[] values)
    {
        var run = await Store.Scores.BeginAsync(Dataset.DatasetId, card, 256, "CPU, 2 threads", """{"made_for":"tests"}""");
        var flags = values.Select(value => float.IsNaN(value) ? ScoreFlags.Failed : value < 0 ? ScoreFlags.TooShort : ScoreFlags.None).ToArray();
        var failures = values.Select((value, i) => (value, i)).Where(sample => float.IsNaN(sample.value)).Select(sample => new ScoreFailure(sample.i, "The text is empty.")).ToArray();
        await Store.Scores.CommitAsync(run, 0, new ScoreChunk(values, flags, new float[values.Length * card.DetailNames.Count], failures), 1, 1);
        await Store.Scores.FinishAsync(run);
    }

    /// <param name="query">With its "?".</param>
    public IRenderedComponent<QualityReview.Web.Samples.SamplePage> Open(string id, string query = "")
    {
        _rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Sample("testing", id, query));
        return _rooms.Render<QualityReview.Web.Samples.SamplePage>();
    }

    public IReadOnlyList<Review> History(int ordinal) => Store.Reviews.History(Dataset.DatasetId, ordinal);

    /// <summary>Presses keys of judging and of the page as the browser's module would.</summary>
    public static async Task PressAsync(IRenderedComponent<QualityReview.Web.Samples.SamplePage> page, params string[] keys)
    {
        foreach (var key in keys)
        {
            var map = page.FindComponents<KeyMap>().Select(found => found.Instance).Last(found => found.Keys.Any(binding => binding.Key == key));
            await page.InvokeAsync(() => map.Press(key));
        }
    }

    /// <summary>Goes where a link of the open page leads.</summary>
    public Task NavigateAsync(IRenderedComponent<QualityReview.Web.Samples.SamplePage> page, string url) =>
        page.InvokeAsync(() => _rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(url));

    /// <summary>Makes every write to the ledger fail until <see cref="MendLedgerAsync"/>.</summary>
    public Task BreakLedgerAsync() => RunAsync("create trigger broken before insert on reviews begin select raise(abort, 'the disk is full'); end");

    public Task MendLedgerAsync() => RunAsync("drop trigger broken");

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    private Task RunAsync(string sql) => Store.Database.WriteAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    });
}
