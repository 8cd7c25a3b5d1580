using System.Security.Cryptography;
using System.Text;
using QualityReview.Exports;

namespace QualityReview.Tests.Exports;

public sealed class ExportFolderTests : FolderTest
{
    [Fact]
    public void Write_SourceThatFails_LeavesNothing()
    {
        Assert.Throws<InvalidOperationException>(() => SomeExport.Write(SomeExport.Request(Target), Failing()));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void Write_OverwritingSourceThatFails_LeavesTheEarlierExport()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Assert.Throws<InvalidOperationException>(() => SomeExport.Write(SomeExport.Request(Target) with { Overwrite = true }, Failing()));
        Assert.Empty(SomeExport.Verify(Target));
        Assert.Single(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => ExportFolder.Write(SomeExport.Request(Target), SomeExport.Few(), cancellation: cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void Write_ExistingFolder_IsRefused()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        var fault = Assert.Throws<WrongWordsException>(() => SomeExport.Write(SomeExport.Request(Target), SomeExport.Few()));
        Assert.Equal($"There is already a folder {Target}; name another, or ask to overwrite an earlier export.", fault.Message);
    }

    [Fact]
    public void Write_Overwrite_ReplacesAnEarlierExport()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        SomeExport.Write(SomeExport.Request(Target, SubsetFormat.Csv) with { Overwrite = true }, SomeExport.Few());
        Assert.Equal(["README.md", "manifest.json", "samples.tsv", "subset-00000.csv"], Directory.GetFiles(Target).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Single(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void Write_OverwriteOfAForeignFolder_IsRefused()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "thesis.doc"), "precious");
        Assert.Throws<WrongWordsException>(() => SomeExport.Write(SomeExport.Request(Target) with { Overwrite = true }, SomeExport.Few()));
        Assert.Equal("precious", Read("thesis.doc"));
    }

    [Fact]
    public void Write_OverwriteOfAnExportWithForeignFiles_IsRefused()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        File.WriteAllText(Path.Combine(Target, "notes.txt"), "precious");
        Assert.Throws<WrongWordsException>(() => SomeExport.Write(SomeExport.Request(Target) with { Overwrite = true }, SomeExport.Few()));
        Assert.Equal("precious", Read("notes.txt"));
    }

    [Fact]
    public void Write_NameOfAFile_IsRefused()
    {
        File.WriteAllText(Target, "");
        Assert.Throws<WrongWordsException>(() => SomeExport.Write(SomeExport.Request(Target), []));
    }

    [Fact]
    public void Write_Manifest_CountsKeptAndDroppedBySource()
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Assert.Equal(
            [
                new ManifestSource(null, new ManifestAmount(1, 7, 7, 3), new ManifestAmount(0, 0, 0, 0)),
                new ManifestSource("web", new ManifestAmount(2, 37, 37, 6), new ManifestAmount(1, 9, 12, 3)),
            ],
            manifest.Sources);
        Assert.Equal((3, 1), (manifest.Kept.Samples, manifest.Dropped.Samples));
    }

    [Fact]
    public void Write_TokensOfOneSampleUnknown_AreNotSummed() =>
        Assert.Null(SomeExport.Write(SomeExport.Request(Target), [SomeExport.Sample("a"), SomeExport.Sample("b") with { Tokens = null }]).Kept.Tokens);

    [Fact]
    public void Write_Index_HoldsIdsAndHashesOfTheKept()
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target), [SomeExport.Sample("tab\there\\", "Straße"), SomeExport.Sample("x") with { Kept = false }]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Straße")));
        var index = $"tab\\there\\\\\t{hash}\n";
        Assert.Equal(index, Read("samples.tsv"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(index))), manifest.RootHash);
    }

    [Fact]
    public void Write_Manifest_IsSpelledInOneWay()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        var text = Read("manifest.json");
        Assert.StartsWith("{\n  \"format_version\": 1,\n  \"product_version\": \"0.4.0\",\n  \"format\": \"jsonl\",\n  \"dataset\": {\n    \"key\": \"news\",\n", text, StringComparison.Ordinal);
        Assert.Contains("\"rule\": \"perplexity ≥ 50 & length < 9\"", text, StringComparison.Ordinal);
        Assert.Contains("\"receipt\": {\n        \"model\": \"abc\",\n        \"window\": \"1024\"\n      }", text, StringComparison.Ordinal);
        Assert.Contains("\"sampler\": null,", text, StringComparison.Ordinal);
        Assert.EndsWith("\"\n}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Write_Card_NamesTheFilesAndCannotBecomeMarkup()
    {
        var request = SomeExport.Request(Target, SubsetFormat.Csv) with { Dataset = new ManifestDataset("x`<script>\n# y|z", 5, "d0") };
        SomeExport.Write(request, SomeExport.Few());
        var card = Read("README.md");
        Assert.StartsWith("---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: subset-*.csv\n---\n\n# A subset of `x <script> # y\\|z`\n", card, StringComparison.Ordinal);
        Assert.Contains("\n| `web` | 2 | 37 | 6 | 1 |\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TooManySources_AreGathered()
    {
        var samples = Enumerable.Range(0, 10_050).Select(i => SomeExport.Sample($"{i}") with { Source = $"https://{i}", Kept = false });
        var sources = SomeExport.Write(SomeExport.Request(Target), samples).Sources;
        Assert.Equal(10_001, sources.Count);
        Assert.Equal(50, Assert.Single(sources, source => source.Source == "(all other sources)").Dropped.Samples);
    }

    private static IEnumerable<SubsetSample> Failing() => SomeExport.Few().Concat(Enumerable.Range(0, 1).Select<int, SubsetSample>(_ => throw new InvalidOperationException("The source fails.")));
}
