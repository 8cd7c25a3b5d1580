using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class SampleSetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public void Algebra_RandomSets_EqualsHashSets(int size)
    {
        var dice = new Dice((ulong)size);
        HashSet<int> a = [.. Enumerable.Range(0, size).Where(_ => dice.Chance(50))], b = [.. Enumerable.Range(0, size).Where(_ => dice.Chance(30))];
        SampleSet setA = SampleSet.Of(size, a.Reverse()), setB = SampleSet.Of(size, b.Concat(b));

        Assert.Equal(a.Order(), setA.ToArray());
        Assert.Equal(a.Count, setA.Count);
        Assert.Equal(a.Intersect(b).Order(), setA.And(setB).ToArray());
        Assert.Equal(a.Union(b).Order(), setA.Or(setB).ToArray());
        Assert.Equal(a.Except(b).Order(), setA.AndNot(setB).ToArray());
        Assert.Equal(Enumerable.Range(0, size).Except(a), setA.Not().ToArray());
        Assert.Equal(setA, setA.Not().Not());
        Assert.Equal((size, 0), (SampleSet.All(size).Count, SampleSet.None(size).Count));
        Assert.All(Enumerable.Range(-2, size + 4), ordinal => Assert.Equal(a.Contains(ordinal), setA.Contains(ordinal)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Of_OrdinalOutside_Throws(int ordinal) => Assert.Throws<ArgumentOutOfRangeException>(() => SampleSet.Of(10, [ordinal]));

    [Fact]
    public void And_SetOfAnotherDataset_Throws() => Assert.Throws<ArgumentException>(() => SampleSet.All(64).And(SampleSet.All(65)));
}
