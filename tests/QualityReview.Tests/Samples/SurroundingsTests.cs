using QualityReview.TestKit;

namespace QualityReview.Tests.Samples;

public sealed class SurroundingsTests
{
    [Fact]
    public async Task Surroundings_WordsFarIntoALongText_ShowThem()
    {
        await using var test = new TestDatabase();
        var padding = string.Concat(Enumerable.Repeat("filler ", 500));
        var dataset = await test.DatasetOfAsync(Some.Found("far", $"{padding}the bleed screw stuck {padding}"), Some.Found("none", padding));

        var found = test.Samples.Surroundings(dataset.DatasetId, [0, 1], "\"bleed screw\"");

        Assert.Equal([0], found.Keys);
        Assert.Contains("the bleed screw stuck", found[0], StringComparison.Ordinal);
        Assert.InRange(found[0].Length, 100, 600);
    }

    [Fact]
    public async Task Surroundings_NothingSearchable_IsEmpty()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Found("one"));
        Assert.Empty(test.Samples.Surroundings(dataset.DatasetId, [0], "\" ?!"));
    }
}
