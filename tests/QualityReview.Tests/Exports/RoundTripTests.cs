using FsCheck;
using FsCheck.Fluent;
using QualityReview.Exports;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Exports;

public sealed class RoundTripTests : FolderTest
{
    public static TheoryData<SubsetFormat> Formats => [.. Enum.GetValues<SubsetFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Export_NastyTexts_AreReadBackEqual(SubsetFormat format) => AssertRoundTrip(format, SomeExport.NastyTexts, "nasty");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Export_AnyTexts_AreReadBackEqual(SubsetFormat format)
    {
        var run = 0;
        var letters = Gen.Elements("a", "\"", "'", ",", "\r", "\n", "\t", "=", "@", "\\", " ", "é", "😀", "\u2028", "{", ";", "\u0001");
        var texts = letters.NonEmptyListOf().Select(string.Concat).NonEmptyListOf();
        Prop.ForAll(texts.ToArbitrary(), list => AssertRoundTrip(format, [.. list], $"any-{run++}"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(format == SubsetFormat.Parquet ? 10 : 60).WithReplay(2026, 11));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Export_SameInputs_GiveTheSameBytes(SubsetFormat format)
    {
        foreach (var name in new[] { "one", "two" })
        {
            SomeExport.Write(SomeExport.Request(Path.Combine(Root, name), format) with { MaxShardBytes = 3000 }, Many());
        }

        var names = Directory.GetFiles(Path.Combine(Root, "one")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.True(names.Count > 5);
        Assert.Equal(names, Directory.GetFiles(Path.Combine(Root, "two")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(Root, "one", name!)), File.ReadAllBytes(Path.Combine(Root, "two", name!))));
    }

    [Fact]
    public void Export_AnyFormat_HasTheSameRootHash() =>
        Assert.Single(Enum.GetValues<SubsetFormat>().Select(format => SomeExport.Write(SomeExport.Request(Path.Combine(Root, $"{format}"), format), Many()).RootHash).Distinct());

    [Fact]
    public void Export_Jsonl_ImportsWithLanguageAndMeta()
    {
        SomeExport.Write(SomeExport.Request(Target), [SomeExport.Sample("a") with { Language = "de" }]);
        using var reader = SampleFileReader.Open(Path.Combine(Target, "subset-00000.jsonl"));
        var sample = Assert.Single(reader.Read()).Sample!;
        Assert.Equal(("a", "web", "de"), (sample.Id, sample.Source, sample.Language));
        Assert.StartsWith("""{"url":"https://example.org/","decision":"keep",""", sample.Meta, StringComparison.Ordinal);
    }

    private static IEnumerable<SubsetSample> Many() => Enumerable.Range(0, 60).Select(i => SomeExport.Sample($"{i}", $"Text {i} {new string('y', i * 5)}"));

    private void AssertRoundTrip(SubsetFormat format, string[] texts, string name)
    {
        var folder = Path.Combine(Root, name);
        // Ids are as nasty as texts.
        var samples = texts.Select((text, i) => SomeExport.Sample($"{text}{i}", text)).ToList();
        SomeExport.Write(SomeExport.Request(folder, format), samples);
        using var reader = SampleFileReader.Open(Path.Combine(folder, $"subset-00000.{SubsetFormats.NameOf(format)}"));
        var found = reader.Read().Select(line => line.Sample!).Select(sample => format == SubsetFormat.Csv ? (CsvCell.Unguard(sample.Id!), CsvCell.Unguard(sample.Text)) : (sample.Id!, sample.Text));
        Assert.Equal(samples.Select(sample => (sample.Id, sample.Text)), found);
        Assert.Empty(SomeExport.Verify(folder));
    }
}
