using System.Globalization;
using QualityReview.Duplicates;
using QualityReview.TestKit;

namespace QualityReview.Tests.Duplicates;

public sealed class PlantedDuplicatesTests(ITestOutputHelper output)
{
    private static readonly string _samples = Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl");

    [Theory]
    [InlineData(1, 5)]
    public void Find_PlantedAmongTwentyThousandTexts_HasPrecisionAndRecall(ulong seed, int swapped)
    {
        var planted = PlantedTexts.Make(_samples, seed: seed, swapped: swapped);

        var found = new DuplicateFinder(new ListedTexts(planted.Texts), new DuplicateOptions()).Find(cancellation: TestContext.Current.CancellationToken);

        var groupOf = Enumerable.Repeat(-1, planted.Texts.Count).ToArray();
        foreach (var member in found.Members)
        {
            groupOf[member.Ordinal] = member.Group;
        }

        var pairsFound = Pairs(groupOf);
        var pairsPlanted = Pairs(planted.Groups);
        var right = (double)pairsFound.Intersect(pairsPlanted).Count();
        var (precision, recall) = (right / pairsFound.Count, right / pairsPlanted.Count);
        var framed = planted.Framed.Count(ordinal => groupOf[ordinal] > 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{planted.Texts.Count} texts, {pairsPlanted.Count} planted pairs: precision {precision:F4}, recall {recall:F4}; {found.Groups} groups of 500, {found.Compared} pairs compared; {framed} of {planted.Framed.Count} unrelated texts with boilerplate in a group."));
        Assert.True(precision >= 0.95 && recall >= 0.95, $"precision {precision}, recall {recall}");
        Assert.Equal(0, framed);
    }

    private static HashSet<(int, int)> Pairs(IReadOnlyList<int> groups) =>
        [.. Enumerable.Range(0, groups.Count).Where(i => groups[i] >= 0).GroupBy(i => groups[i])
            .SelectMany(group => group.SelectMany(one => group.Where(other => other > one).Select(other => (one, other))))];
}
