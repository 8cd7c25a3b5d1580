using System.Linq.Expressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

/// <summary>Pages that compare scorers, over a real database with scores that the test gives.</summary>
internal sealed class ScorerRooms : IAsyncDisposable
{
    public ScorerRooms()
    {
        Rooms.Services.AddSingleton<SampleTables>();
        Rooms.Services.AddSingleton<ScorerReader>().AddSingleton<GalleryReader>().AddSingleton<WhatIfReader>();
    }

    public Rooms Rooms { get; } = new();

    public string Address => Rooms.Services.GetRequiredService<NavigationManager>().Uri;

    public ValueTask DisposeAsync() => Rooms.DisposeAsync();

    /// <summary>A finished run of a scorer.</summary>
    /// <param name="values">One a sample.</param>
    public async Task ScoreAsync(Dataset dataset, ScorerCard card, float[] values, ScoreFlags[]? flags = null, float[]? details = null, double seconds = 1, long tokens = 0)
    {
        var run = await Rooms.Store.Scores.BeginAsync(dataset.DatasetId, card, 4096, "CPU, 2 threads", "{}");
        await Rooms.Store.Scores.CommitAsync(run, 0, new ScoreChunk(values, flags ?? new ScoreFlags[values.Length], details ?? [], []), seconds, tokens);
        await Rooms.Store.Scores.FinishAsync(run);
    }

    public static ScorerCard Card(string key, string title, ScoreDirection direction = ScoreDirection.HigherIsBetter, string model = "") => Some.Card(key, direction) with
    {
        Title = title,
        Method = key.StartsWith("ask_llm", StringComparison.Ordinal) ? "ask_llm" : key[..key.IndexOf('_', StringComparison.Ordinal)],
        Receipt = new Dictionary<string, string> { ["model"] = model },
    };

    public SampleTable Table(Dataset dataset) => Rooms.Services.GetRequiredService<SampleTables>().Get(dataset.DatasetId).Table;

    /// <summary>Opens a page of the dataset "testing" and waits until it has read.</summary>
    /// <param name="name">The page's parameter that takes the dataset's name.</param>
    public IRenderedComponent<TPage> Open<TPage>(string address, Expression<Func<TPage, string>> name)
        where TPage : IComponent
    {
        Rooms.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/" + address);
        var page = Rooms.Render<TPage>(parameters => parameters.Add(name, "testing"));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }
}
