using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Tests.Samples;

public sealed class SampleStoreTests
{
    [Fact]
    public async Task TextSlices_LongAndShortTexts_HoldNoMoreThanAsked()
    {
        await using var test = new TestDatabase();
        string[] texts = ["aaa", "bb", "c", "dddddddddd", "ee", "ffff"];
        var dataset = await test.DatasetOfAsync([.. texts.Select((text, i) => Some.Found($"s-{i}", text, line: i + 1))]);

        var slices = test.Samples.TextSlices(dataset.DatasetId, 1, 5, mostCharacters: 6).ToList();

        Assert.Equal([["bb", "c"], ["dddddddddd"], ["ee", "ffff"]], slices);
    }

    [Fact]
    public async Task Read_ImportedSample_GivesBackEverything()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(new FoundSample(3, "a/ü", "Grüße 🎉\nzweite Zeile", "mail", "de", """{"title":"x"}"""));

        var sample = test.Samples.Find(dataset.DatasetId, 0)!;

        Assert.Equal(("a/ü", "Grüße 🎉\nzweite Zeile", "mail", "de", """{"title":"x"}"""), (sample.Id, sample.Text, sample.Source, sample.Language, sample.Meta));
        Assert.Equal(20, sample.Characters);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sample.Text))), sample.ContentHash);
        Assert.Equal(0, test.Samples.OrdinalOf(dataset.DatasetId, "a/ü"));
        Assert.Null(test.Samples.OrdinalOf(dataset.DatasetId + 1, "a/ü"));
    }

    [Fact]
    public async Task AddAsync_SameFileTwice_AddsNothing()
    {
        await using var test = new TestDatabase();
        var prepared = Some.Founds(5).Select(found => PreparedSample.From(found, "x", _ => "en")).ToList();
        var dataset = await test.Datasets.GetOrCreateAsync("d", cancellation: TestContext.Current.CancellationToken);

        await test.SampleWriter.AddAsync(dataset.DatasetId, prepared, (_, _) => { }, TestContext.Current.CancellationToken);
        var again = await test.SampleWriter.AddAsync(dataset.DatasetId, prepared, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal((0, 5), (again.Imported, again.AlreadyThere));
        Assert.Equal(5, test.Datasets.Get("d").SampleCount);
    }

    [Fact]
    public async Task AddAsync_SameIdOtherText_IsSetAsideWithItsLine()
    {
        await using var test = new TestDatabase();
        var dataset = await test.Datasets.GetOrCreateAsync("d", cancellation: TestContext.Current.CancellationToken);
        FoundSample[] found = [Some.Found("a", "one", line: 1), Some.Found("a", "two", line: 2), Some.Found("b", "one", line: 3)];

        var outcome = await test.SampleWriter.AddAsync(dataset.DatasetId, [.. found.Select(sample => PreparedSample.From(sample, "x", _ => "en"))], (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal((2, 0, 1), (outcome.Imported, outcome.AlreadyThere, outcome.EqualTexts));
        Assert.Equal(2, Assert.Single(outcome.SetAside).Line);
    }

    [Fact]
    public void From_NoId_MakesOneFromTheContent()
    {
        var found = new FoundSample(1, null, "abc", null, null, null);

        var prepared = PreparedSample.From(found, "file.txt", _ => "en");

        Assert.Equal("t-ba7816bf8f01cfea4141", prepared.Id);
        Assert.Equal("file.txt", prepared.Source);
    }

    [Theory]
    [InlineData("petrel", new[] { 0 })]
    [InlineData("pet", new[] { 0 })]
    [InlineData("nests petrel", new[] { 0 })]
    [InlineData("\"pump winter\"", new[] { 1 })]
    [InlineData("\"winter pump\"", new[] { 2 })]
    [InlineData("winter", new[] { 1, 2 })]
    [InlineData("GRÜSSE", new[] { 3 })]
    [InlineData("grusse", new[] { 3 })]
    [InlineData("AND OR NOT", new int[0])]
    [InlineData("*:^\"", new int[0])]
    [InlineData("text:petrel", new int[0])]
    public async Task Search_Words_FindsSamplesThatHoldAll(string words, int[] expected)
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(
            Some.Found("a", "The petrel nests on the ground."), Some.Found("b", "pump winter prime"), Some.Found("c", "winter pump"), Some.Found("d", "Grüsse"));

        Assert.Equal(expected, test.Samples.Words.All(dataset, words, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WithMeta_DottedPath_FindsEqualValues()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(
            Some.Found("a", "one", meta: """{"license":"MIT","page":{"n":3}}"""), Some.Found("b", "two", meta: """{"license":"BSD"}"""), Some.Found("c", "three"));

        Assert.Equal([0], test.Samples.WithMeta(dataset.DatasetId, "page.n", "3"));
        Assert.Equal([1], test.Samples.WithMeta(dataset.DatasetId, "license", "BSD"));
    }

    [Fact]
    public async Task WithMetaNumber_NumbersAndTextsThatAreNumbers_AreComparedAndNothingElse()
    {
        await using var test = new TestDatabase();
        string?[] metas =
        [
            """{"year":2020}""", """{"year":2020.5}""", """{"year":" 2021 "}""", """{"year":"2e3"}""", """{"year":"new"}""", """{"year":true}""", """{"year":null}""", """{"year":[2020]}""", """{"page":{"year":-1}}""", null, """{"year":"NaN"}""",
        ];
        var dataset = await test.DatasetOfAsync([.. metas.Select((meta, i) => Some.Found($"s-{i}", meta: meta, line: i + 1))]);

        Assert.Equal([0, 1, 2, 3], test.Samples.WithMetaNumber(dataset.DatasetId, "year", _ => true));
        Assert.Equal([1, 2], test.Samples.WithMetaNumber(dataset.DatasetId, "year", year => year > 2020));
        Assert.Equal([8], test.Samples.WithMetaNumber(dataset.DatasetId, "page.year", year => year < 0));
        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 10], test.Samples.WithMetaField(dataset.DatasetId, "year"));
        Assert.Equal([8], test.Samples.WithMetaField(dataset.DatasetId, "page"));
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a b")]
    public async Task GetOrCreateAsync_NameThatCannotStandInAnAddress_IsRefused(string name)
    {
        await using var test = new TestDatabase();

        await Assert.ThrowsAsync<WrongWordsException>(() => test.Datasets.GetOrCreateAsync(name, cancellation: TestContext.Current.CancellationToken));
    }
}
