using Microsoft.Extensions.DependencyInjection;
using QualityReview.Exports;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class ExportOnDiskTests
{
    [Fact]
    public async Task Verify_FolderOfAnotherExport_SaysSo()
    {
        await using var bench = new SubsetBench();
        var (first, second) = await TwoAsync(bench);
        Directory.Delete(first.Folder, recursive: true);
        Directory.Move(second.Folder, first.Folder);

        Assert.Contains("holds another export now", Assert.Single(ExportOnDisk.Verify(first)).Message, StringComparison.Ordinal);
        Assert.Contains("is gone", Assert.Single(ExportOnDisk.Verify(second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_MissingManifest_NamesIt()
    {
        await using var bench = new SubsetBench();
        var (first, second) = await TwoAsync(bench);
        File.Delete(Path.Combine(first.Folder, ExportManifest.FileName));

        Assert.Contains("manifest.json is missing", Assert.Single(ExportOnDisk.Verify(first)).Message, StringComparison.Ordinal);
        Assert.Empty(ExportOnDisk.Verify(second));
    }

    [Theory]
    [InlineData("samples.tsv", true)]
    [InlineData("manifest.json", true)]
    [InlineData("../samples.tsv", false)]
    [InlineData("unlisted.txt", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("/etc/passwd", false)]
    public async Task PathOf_AnyName_IsThatOfAListedFileAlone(string name, bool found)
    {
        await using var bench = new SubsetBench();
        var (export, _) = await TwoAsync(bench);
        await File.WriteAllTextAsync(Path.Combine(export.Folder, "unlisted.txt"), "x", TestContext.Current.CancellationToken);

        Assert.Equal(found ? Path.Combine(export.Folder, name) : null, ExportOnDisk.PathOf(export, ExportOnDisk.Manifest(export), name));
    }

    private static async Task<(PastExport First, PastExport Second)> TwoAsync(SubsetBench bench)
    {
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        var rooms = bench.Services.GetRequiredService<SubsetRooms>();
        await rooms.ExportAsync(dataset, new ExportOrder(null, "all", "jsonl", "one"), bench.Options);
        var first = await bench.ExportAsync(dataset);
        await rooms.ExportAsync(dataset, new ExportOrder(null, "source = \"docs\"", "jsonl", "two"), bench.Options);
        return (first, await bench.ExportAsync(dataset));
    }
}
