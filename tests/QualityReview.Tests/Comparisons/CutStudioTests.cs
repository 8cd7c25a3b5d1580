using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

/// <summary>Cuts against the rule language and plain counting, over scores with heavy ties and gaps.</summary>
public sealed class CutStudioTests
{
    private static readonly double[] _cuts = [0, .01, 12.5, 33.3, 50, 66.67, 87.5, 99.99, 100];

    [Theory]
    [InlineData(1, "all", false)]
    [InlineData(2, "all", true)]
    [InlineData(3, "length >= 120 or source = \"docs\"", false)]
    [InlineData(4, "language = en and length < 200", true)]
    public void At_AnyCut_EqualsCountingWhatTheRuleFinds(ulong seed, string rule, bool keepsLow)
    {
        var table = RandomTable.Of(700, seed);
        var evaluator = new FilterEvaluator(table);
        var among = evaluator.Evaluate(rule);
        float[] tokens = [.. Enumerable.Range(0, 700).Select(i => 10f + i % 17)];
        foreach (var column in table.Scores)
        {
            var studio = new CutStudio(table, column, among, FilterRule.Parse(rule), keepsLow, tokens);
            // Between the cuts and exactly on percentiles that samples have.
            foreach (var cut in _cuts.Concat(column.Percentiles.Where(percentile => !float.IsNaN(percentile)).Distinct().Take(12).Select(percentile => (double)percentile)))
            {
                var kept = evaluator.Evaluate(studio.Rule(cut));
                var counts = studio.At(cut);
                Assert.Equal((kept.Count, among.Count), (counts.Kept, counts.Among));
                Assert.Equal(kept.Count, studio.Kept(cut));
                Assert.Equal(kept.ToArray(), Enumerable.Range(0, 700).Where(ordinal => studio.Keeps(ordinal, cut)));
                Assert.Equal(kept.ToArray().Sum(ordinal => (long)tokens[ordinal]), counts.Tokens);
                Assert.Equal(among.ToArray().Sum(ordinal => (long)tokens[ordinal]), counts.AllTokens);
                Assert.Equal(Shares(table.Sources, kept, among), counts.Sources);
                Assert.Equal(Shares(table.Languages, kept, among), counts.Languages);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Between_TwoCuts_EqualsTheDifferenceOfTwoRules(bool keepsLow)
    {
        var table = RandomTable.Of(500, 9);
        var evaluator = new FilterEvaluator(table);
        var rule = FilterRule.Parse("source != \"books\"");
        var among = evaluator.Evaluate(rule);
        foreach (var column in table.Scores)
        {
            var studio = new CutStudio(table, column, among, rule, keepsLow);
            foreach (var pinned in _cuts)
            {
                foreach (var cut in _cuts)
                {
                    SampleSet before = evaluator.Evaluate(studio.Rule(pinned)), now = evaluator.Evaluate(studio.Rule(cut));
                    var flips = studio.Between(pinned, cut, 5);
                    Assert.Equal((now.AndNot(before).Count, before.AndNot(now).Count), (flips.Gained, flips.Lost));
                    var flipped = now.AndNot(before).Or(before.AndNot(now));
                    Assert.Equal(flipped, evaluator.Evaluate(studio.FlipRule(pinned, cut)));
                    Assert.Equal(Math.Min(5, flipped.Count), flips.Nearest.Count);
                    Assert.All(flips.Nearest, ordinal => Assert.True(flipped.Contains(ordinal)));
                    var distances = flips.Nearest.Select(ordinal => Math.Abs(column.Percentiles[ordinal] - cut)).ToList();
                    Assert.Equal(flipped.ToArray().Select(ordinal => Math.Abs(column.Percentiles[ordinal] - cut)).Order().Take(5), distances);
                }
            }
        }
    }

    [Fact]
    public void RawAt_Cut_IsTheScoreOfTheLastKept()
    {
        var table = RandomTable.OneScorer([5, 4, 3, 2, 1], ScoreDirection.LowerIsBetter);
        var high = new CutStudio(table, table.Scores[0], SampleSet.All(5), new AllNode());
        var low = new CutStudio(table, table.Scores[0], SampleSet.All(5), new AllNode(), keepsLow: true);
        // Percentiles are 10, 30, 50, 70 and 90.
        Assert.Equal((5f, 3f, 1f, (float?)null), (high.RawAt(0), high.RawAt(50), high.RawAt(90), high.RawAt(91)));
        Assert.Equal(((float?)null, 3f, 1f), (low.RawAt(9), low.RawAt(50), low.RawAt(100)));
    }

    [Fact]
    public void At_TokensUnknownForSome_SaysSoOnlyWhereItMatters()
    {
        var table = RandomTable.OneScorer([1, 2, 3, 4], ScoreDirection.HigherIsBetter);
        var studio = new CutStudio(table, table.Scores[0], SampleSet.All(4), new AllNode(), tokens: [float.NaN, 7, 8, 9]);
        Assert.Equal((null, null), (studio.At(0).Tokens, studio.At(0).AllTokens));
        Assert.Equal((17, null), (studio.At(50).Tokens, studio.At(50).AllTokens));
        Assert.Null(new CutStudio(table, table.Scores[0], SampleSet.All(4), new AllNode()).At(50).Tokens);
    }

    [Fact]
    public void Rule_AmongAFilter_IsAcceptedAndCanonical()
    {
        var table = RandomTable.OneScorer([1, 2], ScoreDirection.HigherIsBetter);
        foreach (var rule in new[] { "all", "length >= 3 or length < 2", "length >= 3 and length < 9" })
        {
            var studio = new CutStudio(table, table.Scores[0], SampleSet.All(2), FilterRule.Parse(rule));
            foreach (var text in new[] { studio.Rule(12.25).ToString(), studio.FlipRule(12.25, 60).ToString() })
            {
                Assert.Equal(text, FilterRule.Canonical(text));
            }
        }
    }

    private static IEnumerable<CutShare> Shares(NamedCodes names, SampleSet kept, SampleSet among) => among.ToArray()
        .GroupBy(ordinal => names.Names[names.Codes[ordinal]])
        .Select(name => new CutShare(name.Key, name.Count(kept.Contains), name.Count()))
        .OrderByDescending(share => share.All).ThenBy(share => share.Name, StringComparer.Ordinal);
}
