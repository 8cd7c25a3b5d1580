using System.Text.RegularExpressions;
using QualityReview.Duplicates;
using QualityReview.TestKit;

namespace QualityReview.Tests.Duplicates;

public sealed partial class DuplicateFinderTests
{
    private static readonly string _samples = Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl");

    [Fact]
    public void Find_FewTexts_FindsEveryPairThatBruteForceFinds()
    {
        var texts = PlantedTexts.Make(_samples, 400, 60, seed: 11).Texts;
        var sets = texts.Select(Runs).ToList();
        var found = Find(texts);

        var groupOf = found.Members.ToDictionary(member => member.Ordinal, member => member.Group);
        for (var i = 0; i < texts.Count; i++)
        {
            for (var j = i + 1; j < texts.Count; j++)
            {
                var similarity = (double)sets[i].Intersect(sets[j]).Count() / sets[i].Union(sets[j]).Count();
                // Groups are cut where a member is too unlike the first, so a pair near the threshold may be parted.
                Assert.True(similarity < .6 || groupOf[i] == groupOf[j], $"{i} and {j}: {similarity}");
            }
        }

        foreach (var group in found.Members.GroupBy(member => member.Group))
        {
            var first = group.First();
            Assert.True(first.IsExact && first.Ordinal == group.Min(member => member.Ordinal));
            Assert.All(group, member => Assert.Equal((double)sets[first.Ordinal].Intersect(sets[member.Ordinal]).Count() / sets[first.Ordinal].Union(sets[member.Ordinal]).Count(), member.Similarity, 6));
        }

        Assert.Equal(Enumerable.Range(1, found.Groups), found.Members.Select(member => member.Group).Distinct());
    }

    [Fact]
    public void Find_OtherThreadsAndPasses_GivesTheSameGroups()
    {
        var texts = new ListedTexts(PlantedTexts.Make(_samples, 2500, 120, seed: 12).Texts);
        var options = new DuplicateOptions();
        var once = new DuplicateFinder(texts, options, 1).Find(cancellation: TestContext.Current.CancellationToken);

        Assert.NotEmpty(once.Members);
        Assert.Equal(once.Members, new DuplicateFinder(texts, options, 4).Find(cancellation: TestContext.Current.CancellationToken).Members);
        Assert.Equal(once.Members, new DuplicateFinder(texts, options, 3) { KeysAtOnce = 20_000 }.Find(cancellation: TestContext.Current.CancellationToken).Members);
    }

    [Fact]
    public void Find_ExactCopies_NeedNoNearOnes()
    {
        var found = Find(["Hi there!", "something else", "hi  THERE", "", "Something else?", "hi there", " "]);

        Assert.Equal([(1, 0), (1, 2), (1, 5), (2, 1), (2, 4), (3, 3), (3, 6)], found.Members.Select(member => (member.Group, member.Ordinal)));
        Assert.All(found.Members, member => Assert.True(member is { IsExact: true, Similarity: 1, Containment: 1 }));
        Assert.Equal((3, 4, 4), (found.Groups, found.Copies, found.ExactCopies));
    }

    [Fact]
    public void Find_CopyOfANearCopy_IsAsAlikeAsThat()
    {
        var text = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"word{i}"));
        var near = text.Replace("word25", "other", StringComparison.Ordinal);
        var found = Find([near.ToUpperInvariant(), text, near]);

        Assert.Equal([true, false, true], found.Members.Select(member => member.IsExact));
        Assert.Equal([1, 41 / 51.0, 1], found.Members.Select(member => member.Similarity));
    }

    [Fact]
    public void Find_AChainOfSmallSteps_IsCutBeforeItsEndsHaveNothingInCommon()
    {
        // Each text moves on by 15 of 100 words.
        var chain = Enumerable.Range(0, 12).Select(step => string.Join(' ', Enumerable.Range(step * 15, 100).Select(i => $"w{i}"))).ToList();
        var found = Find(chain);

        Assert.True(found.Groups >= 2);
        Assert.All(found.Members, member => Assert.True(member.Similarity >= .25));
    }

    [Fact]
    public void Find_BodyWithinALongerText_IsANearDuplicateUpToThreeTimesItsLength()
    {
        string Words(string stem, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"{stem}{i}"));
        var body = Words("body", 100);

        Assert.Equal(2, Find([body, $"{Words("head", 90)} {body} {Words("foot", 90)}"]).Members.Count);
        Assert.Empty(Find([body, $"{Words("head", 190)} {body} {Words("foot", 190)}"]).Members);
    }

    [Fact]
    public void Find_ManyCopiesOfATemplate_ComparesFewPairs()
    {
        var texts = Enumerable.Range(0, 1500).Select(i => $"Dear customer number {i}, we thank you for your order of {i * 7} pieces, which has left our house today and will be with you by the end of the week. Your parcel carries the mark {i}.").ToList();
        var found = Find(texts);

        Assert.Equal((1, 1500), (found.Groups, found.Members.Count));
        Assert.True(found.Compared < 20 * texts.Count, $"{found.Compared} pairs");
    }

    [Theory]
    [InlineData(0.1, 5, 64, 2, "threshold is 0.1, supported are 0.2 to 1.")]
    [InlineData(double.NaN, 5, 64, 2, "threshold")]
    [InlineData(.5, 0, 64, 2, "shingle size is 0, supported are 1 to 50.")]
    [InlineData(.5, 5, 93, 50, "product of bands and rows is 4650, supported are 1 to 4,096.")]
    public void Check_WrongOptions_SayWhichAreSupported(double threshold, int size, int bands, int rows, string said)
    {
        var options = new DuplicateOptions { Threshold = threshold, ShingleSize = size, Bands = bands, Rows = rows };
        Assert.Contains(said, Assert.Throws<WrongWordsException>(options.Check).Message, StringComparison.Ordinal);
        Assert.Equal("93", new DuplicateOptions { Threshold = .8, Bands = 93, Rows = 15 }.Check().Entries()["bands"]);
    }

    private static DuplicateGroups Find(IReadOnlyList<string> texts) => new DuplicateFinder(new ListedTexts(texts), new DuplicateOptions()).Find(cancellation: TestContext.Current.CancellationToken);

    /// <summary>Runs of words by the definition, as strings.</summary>
    private static HashSet<string> Runs(string text)
    {
        var words = Word().Matches(Hidden().Replace(text, "").Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant()).Select(match => match.Value).ToList();
        var size = words.Count < 20 ? 3 : 5;
        return [.. Enumerable.Range(0, Math.Max(0, words.Count - size + 1)).Select(i => string.Join(' ', words.Skip(i).Take(size)))];
    }

    // Chinese characters, kana and Thai alone, of other letters whole words.
    [GeneratedRegex(@"[\p{L}\p{N}\p{M}-[^\u0E00-\u0EFF\u3005-\u30FF\u3400-\u9FFF]]|[\p{L}\p{N}\p{M}-[\u0E00-\u0EFF\u3005-\u30FF\u3400-\u9FFF]]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex Hidden();
}
