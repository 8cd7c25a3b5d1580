using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

public sealed class FilterMixTests
{
    [Theory]
    [InlineData(MixBy.Source)]
    [InlineData(MixBy.Language)]
    [InlineData(MixBy.Length)]
    [InlineData(MixBy.Cluster)]
    public void Of_RandomRules_CountsEveryGroupAndItsRuleFindsIt(MixBy by)
    {
        var table = RandomTable.Of(200, 6);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(200));
        var dice = new Dice(5);
        for (var round = 0; round < 20; round++)
        {
            SampleSet[] sets = [evaluator.Evaluate(RandomRule.Draw(dice, 2)), evaluator.Evaluate(RandomRule.Draw(dice, 2))];

            var mix = FilterMix.Of(table, by, sets);

            Assert.Equal((200, sets[0].Count, sets[1].Count), (mix.All, mix.Kept[0], mix.Kept[1]));
            Assert.Equal(200, mix.Groups.Sum(group => group.All));
            foreach (var group in mix.Groups)
            {
                var members = Enumerable.Range(0, 200).Where(ordinal => NameOf(table, by, ordinal) == group.Name).ToList();
                Assert.Equal(members.Count, group.All);
                Assert.Equal(sets.Select(set => members.Count(set.Contains)), group.Kept);
                Assert.Equal(by == MixBy.Cluster && group.Name.Length == 0, group.Rule is null);
                if (group.Rule is { } rule)
                {
                    Assert.Equal(members, evaluator.Evaluate(FilterRule.Parse(rule.ToString(), table)).ToArray());
                }
            }

            Assert.DoesNotContain(mix.Groups, group => group.All == 0);
        }
    }

    [Theory]
    // A tenth of the dataset; half of the whole is kept, and of the tenth so many.
    [InlineData(100, 10, 50, 5, 0.5, 0, false, false)]
    [InlineData(100, 10, 50, 3, 0.5, 0.4, false, false)]
    [InlineData(100, 10, 50, 2, 0.5, 0.6, true, false)]
    [InlineData(100, 10, 50, 2, 0.75, 0.6, false, false)]
    [InlineData(100, 10, 50, 0, 0.5, 1, true, true)]
    [InlineData(100, 10, 50, 10, 0.5, -1, false, false)]
    // Too small: four would be kept by an even cut.
    [InlineData(100, 8, 50, 0, 0.5, 1, false, true)]
    // No minority.
    [InlineData(100, 21, 50, 1, 0.5, 0.90476, false, false)]
    [InlineData(100, 20, 50, 1, 0.5, 0.9, true, false)]
    // A filter that keeps nothing.
    [InlineData(100, 10, 0, 0, 0.5, 0, false, false)]
    public void Alarm_OneGroup_CollapsesByTheStatedRule(int all, int inGroup, int kept, int keptInGroup, double from, double loss, bool collapses, bool vanishes)
    {
        var mix = new FilterMix(MixBy.Language, all, [kept], [new MixGroup("cy", null, inGroup, [keptInGroup]), new MixGroup("en", null, all - inGroup, [kept - keptInGroup])]);

        var change = new MixAlarm { Loss = from }.Of(mix, mix.Groups[0], 0);

        Assert.Equal(loss, change.Loss, 5);
        Assert.Equal((collapses, vanishes), (change.Collapses, change.Vanishes));
        Assert.Equal((double)inGroup / all, change.ShareBefore);
        Assert.Equal(kept == 0 ? 0 : (double)keptInGroup / kept, change.ShareAfter);
    }

    [Fact]
    public void Of_LengthsAtTheEdges_FallIntoTheRangeThatNamesThem()
    {
        int[] lengths = [0, 99, 100, 299, 29_999, 30_000, 5_000_000];
        var table = new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(lengths.Select(_ => "docs")),
            Languages = NamedCodes.Of(lengths.Select(_ => "en")),
            Characters = lengths,
            Reviews = new ReviewColumns(lengths.Length),
            Scores = [],
        });

        Assert.Equal(["0–99 2", "100–299 2", "10,000–29,999 1", "30,000 and more 2"], FilterMix.Of(table, MixBy.Length, [SampleSet.All(7)]).Groups.Select(group => $"{group.Name} {group.All}"));
    }

    private static string NameOf(SampleTable table, MixBy by, int ordinal) => by switch
    {
        MixBy.Source => table.Sources.Names[table.Sources.Codes[ordinal]],
        MixBy.Language => table.Languages.Names[table.Languages.Codes[ordinal]],
        MixBy.Cluster => table.ClusterCodes.Names[table.ClusterCodes.Codes[ordinal]],
        _ => table.Characters[ordinal] switch { < 100 => "0–99", < 300 => "100–299", _ => "300–999" },
    };
}
