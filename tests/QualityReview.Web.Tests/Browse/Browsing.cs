using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Browse;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Browse;

/// <summary>The dataset "testing" with six samples, three from docs and three from forums, whose Ask-LLM scores are .1 to .6, and Browse over it.</summary>
internal sealed class Browsing : IAsyncDisposable
{
    private readonly Rooms _rooms = new();

    /// <param name="searchTime">Time that a search may take; null: as much as it needs.</param>
    public Browsing(TimeSpan? searchTime = null)
    {
        _rooms.Services.AddSingleton(new FilterStore(_rooms.Store.Database, _rooms.Time));
        _rooms.Services.AddSingleton(_ => new SampleTables(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews, Store.Clusters, Store.Duplicates) { SearchTime = searchTime ?? TimeSpan.FromHours(1) });
        _rooms.Services.AddSingleton<BrowseReader>();
        _rooms.Services.AddSingleton<VerdictActs>();
        _rooms.Services.AddSingleton<BrowsePlaces>();
    }

    public TestDatabase Store => _rooms.Store;

    public ManualTime Time => _rooms.Time;

    public BunitJSInterop JS => _rooms.JSInterop;

    public ToastFeed Toasts => _rooms.Services.GetRequiredService<ToastFeed>();

    public FilterStore Filters => _rooms.Services.GetRequiredService<FilterStore>();

    public NavigationManager Navigation => _rooms.Services.GetRequiredService<NavigationManager>();

    /// <summary>The rule in the address.</summary>
    public string Rule => BrowseAddress.RuleOf(new Uri(Navigation.Uri).Query);

    public static async Task<Browsing> StartAsync(TimeSpan? searchTime = null)
    {
        var browsing = new Browsing(searchTime);
        var dataset = await browsing.Store.DatasetOfAsync(Some.Founds(6));
        await browsing.ScoreAsync(dataset, "ask_llm_1", [.1f, .2f, .3f, .4f, .5f, .6f]);
        return browsing;
    }

    public async Task ScoreAsync(Dataset dataset, string key, float[] values)
    {
        var run = await Store.Scores.BeginAsync(dataset.DatasetId, Some.Card(key, ScoreDirection.HigherIsBetter), values.Length, "CPU", "{}");
        await Store.Scores.CommitAsync(run, 0, new ScoreChunk(values, new ScoreFlags[values.Length], [], []), 0, 0);
        await Store.Scores.FinishAsync(run);
    }

    /// <summary>The page at an address of the dataset, with its list loaded.</summary>
    /// <param name="query">Begins with "?", or is empty.</param>
    public IRenderedComponent<BrowsePage> Open(string query = "", string dataset = "testing")
    {
        Navigation.NavigateTo(ReviewUrls.Browse(dataset) + query);
        var page = _rooms.Render<BrowsePage>(p => p.Add(b => b.Name, dataset));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }

    public static string Ids(IRenderedComponent<BrowsePage> page) => string.Join(' ', page.FindAll("[data-testid=sample-row]").Select(row => row.GetAttribute("data-sample")));

    public static Task PressAsync(IRenderedComponent<BrowsePage> page, string key) => page.InvokeAsync(() => page.FindComponent<KeyMap>().Instance.Press(key));

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();
}
