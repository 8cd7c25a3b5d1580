using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class SampleSorterTests
{
    public static TheoryData<string, bool> Sorts()
    {
        var sorts = new TheoryData<string, bool>();
        foreach (var sort in new[] { "dataset", "length", "random(7)", "group", "percentile(ask_llm_a_1)", "percentile(perplexity)", "percentile(perplexity, source)", "percentile(length_1, language)" })
        {
            sorts.Add(sort, false);
            sorts.Add(sort, true);
        }

        return sorts;
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public void Sort_AnySet_OrdersByTheKeyThenByImportWithMissingLast(string by, bool descending)
    {
        var table = RandomTable.Of(500, 41);
        var set = new FilterEvaluator(table).Evaluate("random(60%, seed 2)");
        var sort = SampleSort.Parse(by, descending, table);

        var sorted = new SampleSorter(table).Sort(set, sort);

        var sign = descending ? -1 : 1;
        Assert.Equal(set.ToArray().OrderBy(i => double.IsNaN(KeyOf(table, sort, i))).ThenBy(i => sign * KeyOf(table, sort, i)).ThenBy(i => i), sorted.Ordinals.ToArray());
    }

    [Fact]
    public void Sort_Again_IsTheSameListAndFollowsTop()
    {
        var table = RandomTable.Of(500, 42);
        var (sorter, evaluator) = (new SampleSorter(table), new FilterEvaluator(table));
        var sort = SampleSort.Percentile("ask_llm_a_1");
        var sorted = sorter.Sort(SampleSet.All(500), sort);

        Assert.Same(sorted, sorter.Sort(evaluator.Evaluate("all"), sort));
        Assert.Equal(evaluator.Evaluate("top(ask_llm_a_1, 77)"), SampleSet.Of(500, sorted.Page(0, 77).Ordinals));
    }

    [Fact]
    public void Sort_OtherSeeds_ShuffleDifferently()
    {
        var sorter = new SampleSorter(RandomTable.Of(300, 43));

        Assert.NotEqual(sorter.Sort(SampleSet.All(300), new(SortBy.Random, Seed: 1)).Ordinals.ToArray(), sorter.Sort(SampleSet.All(300), new(SortBy.Random, Seed: 2)).Ordinals.ToArray());
    }

    [Theory]
    [InlineData(0, 3, 0, new[] { 2, 4, 6 })]
    [InlineData(2, 3, 2, new[] { 6, 8 })]
    [InlineData(9, 3, 4, new int[0])]
    [InlineData(-5, 1, 0, new[] { 2 })]
    [InlineData(1, -1, 1, new int[0])]
    public void Page_AnyPlace_StaysInTheList(int offset, int count, int start, int[] ordinals)
    {
        var page = Evens().Page(offset, count);

        Assert.Equal((start, 4), (page.Offset, page.Total));
        Assert.Equal(ordinals, page.Ordinals);
    }

    [Fact]
    public void PlaceOf_FirstMiddleLastAndAbsent_NamesTheNeighbours()
    {
        Assert.Equal(new SamplePlace(0, null, 4), Evens().PlaceOf(2));
        Assert.Equal(new SamplePlace(1, 2, 6), Evens().PlaceOf(4));
        Assert.Equal(new SamplePlace(3, 6, null), Evens().PlaceOf(8));
        Assert.Null(Evens().PlaceOf(3));
    }

    [Theory]
    [InlineData("lenght", "The sort is wrong at character 1: found \"lenght\", expected dataset, length, group, percentile(KEY) or random(SEED); did you mean length?")]
    [InlineData("percentile(ask_llm)", "The sort is wrong at character 12: found \"ask_llm\", which is the method of 2 scorers, expected one of their keys (ask_llm_a_1 or ask_llm_b_1).")]
    [InlineData("random(1) x", "The sort is wrong at character 11: found \"x\", expected the end of the sort.")]
    public void Parse_WrongSort_SaysWhere(string text, string message) =>
        Assert.Equal(message, Assert.Throws<WrongWordsException>(() => SampleSort.Parse(text, false, RandomTable.Of(3, 1))).Message);

    private static SortedSamples Evens() => new SampleSorter(RandomTable.Of(10, 44)).Sort(SampleSet.Of(10, [8, 6, 4, 2]), SampleSort.Dataset);

    private static double KeyOf(SampleTable table, SampleSort sort, int ordinal) => sort.By switch
    {
        SortBy.Length => table.Characters[ordinal],
        SortBy.Random => OrdinalHash.Of(OrdinalHash.Stream(sort.Seed), ordinal) >> 32,
        SortBy.Group => table.Duplicates!.Groups[ordinal] is > 0 and var group ? group : double.NaN,
        SortBy.Percentile => table.Find(sort.Key)!.PercentilesWithin(sort.Scope)[ordinal],
        _ => ordinal,
    };
}
