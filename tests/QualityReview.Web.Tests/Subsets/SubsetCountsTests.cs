using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class SubsetCountsTests
{
    [Theory]
    [InlineData("all")]
    [InlineData("none")]
    [InlineData("length >= 60")]
    [InlineData("length >= 60 and source != \"forums\"")]
    [InlineData("not (score(perplexity) < 50 or source = \"docs\")")]
    public async Task Of_RuleWithOverrides_EqualsABruteForce(string rule)
    {
        await using var bench = new SubsetBench();
        var found = Enumerable.Range(0, 200).Select(i => Some.Found($"s-{i}", string.Join(' ', Enumerable.Repeat("word", 1 + (i * 37 % 23))), (i % 3) switch { 0 => "docs", 1 => "forums", _ => "web" }, line: i + 1)).ToArray();
        var dataset = await bench.DatasetAsync(found);
        var verdicts = new Dictionary<int, Verdict>();
        for (var i = 0; i < 200; i += 7)
        {
            verdicts[i] = (i % 3) switch { 0 => Verdict.Keep, 1 => Verdict.Drop, _ => Verdict.Unsure };
            await bench.JudgeAsync(dataset, i, verdicts[i]);
        }

        var loaded = bench.Tables.Get(dataset.DatasetId);
        var counts = SubsetCounts.Of(loaded, FilterRule.Parse(rule, loaded.Table), new TokenCounts(bench.Store.Scores).Of(loaded));

        Func<int, bool> filter = rule switch
        {
            "all" => _ => true,
            "none" => _ => false,
            "length >= 60" => i => found[i].Text.Length >= 60,
            "length >= 60 and source != \"forums\"" => i => found[i].Text.Length >= 60 && found[i].Source != "forums",
            _ => i => !(found[i].Text.Length < 50 || found[i].Source == "docs"),
        };
        var all = Enumerable.Range(0, 200).ToList();
        var kept = all.Where(i => verdicts.GetValueOrDefault(i) switch { Verdict.Keep => true, Verdict.Drop => false, _ => filter(i) }).ToList();
        Assert.Equal(200, counts.All);
        Assert.Equal(kept.Count, counts.Kept);
        Assert.Equal(all.Count(filter), counts.FilterKeeps);
        Assert.Equal(all.Count(i => !filter(i) && verdicts.GetValueOrDefault(i) == Verdict.Keep), counts.Added);
        Assert.Equal(all.Count(i => filter(i) && verdicts.GetValueOrDefault(i) == Verdict.Drop), counts.Removed);
        Assert.Equal(kept.Sum(i => WordScorer.Words(found[i].Text)), counts.Tokens);
        Assert.Equal(all.Sum(i => WordScorer.Words(found[i].Text)), counts.AllTokens);
        Assert.Equal(
            all.GroupBy(i => found[i].Source!).Select(source => new SourceCount(source.Key, source.Count(kept.Contains), source.Count())).OrderByDescending(source => source.All).ThenBy(source => source.Name, StringComparer.Ordinal),
            counts.Sources);
    }

    [Fact]
    public async Task Of_TokensUnknownForADroppedSample_AreKnownForTheSubsetAlone()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(3));
        var loaded = bench.Tables.Get(dataset.DatasetId);

        var counts = SubsetCounts.Of(loaded, FilterRule.Parse("source = \"docs\""), [5, float.NaN, 7]);

        Assert.Equal(12, counts.Tokens);
        Assert.Null(counts.AllTokens);
    }
}
