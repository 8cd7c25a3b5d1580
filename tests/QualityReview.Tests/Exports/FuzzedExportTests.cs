using QualityReview.Exports;

namespace QualityReview.Tests.Exports;

/// <summary>Faults that fuzzing found in verifying exports.</summary>
public sealed class FuzzedExportTests : FolderTest
{
    public static TheoryData<SubsetFormat> Formats => [.. Enum.GetValues<SubsetFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Verify_FirstIdBeginsWithAByteOrderMark_IsSound(SubsetFormat format)
    {
        SomeExport.Write(SomeExport.Request(Target, format), [SomeExport.Sample("\uFEFFfirst", "A text."), SomeExport.Sample("b")]);

        Assert.Empty(SomeExport.Verify(Target));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void Verify_ManifestClaimsLinesWithoutEnd_ComesToAnEnd(long lines)
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target, SubsetFormat.Parquet), SomeExport.Few());
        var path = Path.Combine(Target, ExportManifest.FileName);
        File.WriteAllBytes(path, ManifestJson.Write(ManifestJson.Seal(manifest with { Files = [.. manifest.Files.Select(file => file.Samples is null ? file : file with { Samples = lines, Sha256 = "0" })] })));

        Assert.NotEmpty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Verify_ManifestNamesAFileByAMegabyte_SaysItShortly()
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        File.WriteAllBytes(Path.Combine(Target, ExportManifest.FileName), ManifestJson.Write(ManifestJson.Seal(manifest with { Files = [.. manifest.Files, new ManifestFile(new string('n', 1_000_000), 1, "0", null)] })));

        Assert.All(SomeExport.Verify(Target), fault => Assert.InRange(fault.Message.Length, 10, 1001));
    }
}
