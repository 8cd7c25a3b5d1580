using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Web.Tests.Browser;

/// <summary>What the shipped scorers say of the shipped samples, from the run that the first start made.</summary>
[Collection(AppCollection.Name)]
public sealed class SampleDatasetTests(AppFixture app, ITestOutputHelper output)
{
    [Fact]
    public async Task FirstStart_EmptyDataFolder_ScoresTheSampleDatasetByAllThreeMethods()
    {
        var dataset = await app.SampleDatasetAsync();
        var runs = app.Services.GetRequiredService<ScoreStore>().Runs(dataset.DatasetId);

        Assert.True(dataset.SampleCount >= 600);
        foreach (var method in (string[])["ask_llm", "perplexity", "density"])
        {
            var run = Assert.Single(runs, run => run.ScorerKey.StartsWith(method, StringComparison.Ordinal));
            Assert.Equal((ScoringRunState.Done, dataset.SampleCount), (run.State, run.Scored));
            // The hostile sample that is blank has nothing to read.
            Assert.InRange(run.Failed, 0, 1);
        }

        output.WriteLine($"Scored {dataset.SampleCount} samples {app.ScoredAfter.TotalSeconds:F0} s after the start.");
    }

    [Theory]
    [InlineData("ask_llm", 0.9)]
    [InlineData("perplexity", 0.75)]
    public async Task ShippedScorers_GoodSourcesAgainstJunkSources_AreSeparated(string method, double atLeast)
    {
        var dataset = await app.SampleDatasetAsync();
        var table = app.Services.GetRequiredService<SampleTables>().Get(dataset.DatasetId).Table;
        var column = table.Find(method)!;
        using var kinds = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.File("src/QualityReview.Web/SampleDataset/sources.json")));
        var good = Names("good");
        var judged = good.Union(Names("junk")).ToHashSet();
        var ordinals = Enumerable.Range(0, table.Count).Where(i => judged.Contains(SourceOf(i)) && !float.IsNaN(column.Percentiles[i])).ToList();

        var auc = RankAuc.Compute([.. ordinals.Select(i => (double)column.Percentiles[i])], [.. ordinals.Select(i => good.Contains(SourceOf(i)))]);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{column.Card.Key}: AUC {auc:F3} over {ordinals.Count} samples, {ordinals.Count(i => good.Contains(SourceOf(i)))} of them from good sources."));
        Assert.True(auc >= atLeast, string.Create(CultureInfo.InvariantCulture, $"{column.Card.Key}: AUC {auc:F3}"));

        string SourceOf(int ordinal) => table.Sources.Names[table.Sources.Codes[ordinal]];
        HashSet<string> Names(string kind) => [.. kinds.RootElement.GetProperty(kind).EnumerateArray().Select(name => name.GetString()!)];
    }
}
