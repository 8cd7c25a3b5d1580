using System.Text;
using QualityReview.Exports;
using QualityReview.Recipes;

namespace QualityReview.Tests.Exports;

public sealed class ExportVerifierTests : FolderTest
{
    [Theory]
    [InlineData(SubsetFormat.Jsonl, "*")]
    [InlineData(SubsetFormat.Csv, "subset-*")]
    public void Verify_AnyByteChanged_IsFound(SubsetFormat format, string files)
    {
        SomeExport.Write(SomeExport.Request(Target, format), SomeExport.Few());
        Assert.Empty(SomeExport.Verify(Target));
        foreach (var path in Directory.GetFiles(Target, files))
        {
            var bytes = File.ReadAllBytes(path);
            for (var i = 0; i < bytes.Length; i++)
            {
                // Another bit at every place, so that letters become letters and line ends become others.
                var bit = (byte)(1 << (i % 8));
                bytes[i] ^= bit;
                File.WriteAllBytes(path, bytes);
                Assert.True(SomeExport.Verify(Target).Count > 0, $"{Path.GetFileName(path)} byte {i}");
                bytes[i] ^= bit;
            }

            File.WriteAllBytes(path, bytes);
        }

        Assert.Empty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Verify_ParquetByteChanged_IsFound()
    {
        SomeExport.Write(SomeExport.Request(Target, SubsetFormat.Parquet), SomeExport.Few());
        var path = Path.Combine(Target, "subset-00000.parquet");
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Equal("subset-00000.parquet was changed: its SHA-256 is not the manifest's.", Assert.Single(SomeExport.Verify(Target)).Message);
            bytes[i] ^= 1;
        }
    }

    // Every file of an export that has everything; the bytes that stand in all formats are all tried above.
    [Theory]
    [InlineData(SubsetFormat.JsonlGzip, true)]
    [InlineData(SubsetFormat.JsonlZstd, true)]
    [InlineData(SubsetFormat.Csv, true)]
    [InlineData(SubsetFormat.Parquet, true)]
    [InlineData(SubsetFormat.Jsonl, false)]
    public void Verify_AnyByteOfARecipesExportChanged_IsFound(SubsetFormat format, bool texts)
    {
        var recipe = new ManifestRecipe("mine", 3, new Recipe { Filters = ["all"], Weights = [new RecipeWeight("web", Weight: 2)] }, 0, [new ManifestStep("quota", 1)]);
        SomeExport.Write(SomeExport.Request(Target, format) with { Recipe = recipe, ListsExcluded = true, HasTexts = texts }, SomeExport.Few().Select(sample => sample with { Copies = sample.Source == "web" ? 2 : 1, Excluded = "quota" }));
        Assert.Empty(SomeExport.Verify(Target));
        foreach (var path in Directory.GetFiles(Target))
        {
            var bytes = File.ReadAllBytes(path);
            var name = Path.GetFileName(path);
            // A checksum finds any byte alike: of large files every eleventh.
            for (var i = 0; i < bytes.Length; i += name.StartsWith("subset-", StringComparison.Ordinal) && format != SubsetFormat.Parquet || name == "excluded.tsv" ? 1 : 11)
            {
                var bit = (byte)(1 << (i % 8));
                bytes[i] ^= bit;
                File.WriteAllBytes(path, bytes);
                Assert.True(SomeExport.Verify(Target).Count > 0, $"{name} byte {i}");
                bytes[i] ^= bit;
            }

            File.WriteAllBytes(path, bytes[..^1]);
            Assert.NotEmpty(SomeExport.Verify(Target));
            File.WriteAllBytes(path, [.. bytes, 10]);
            Assert.NotEmpty(SomeExport.Verify(Target));
            File.WriteAllBytes(path, bytes);
        }

        Assert.Empty(SomeExport.Verify(Target));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("samples.tsv")]
    [InlineData("README.md")]
    [InlineData("subset-00000.jsonl")]
    public void Verify_MissingFile_IsNamed(string name)
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        File.Delete(Path.Combine(Target, name));
        var faults = SomeExport.Verify(Target);
        Assert.Contains(faults, fault => fault.File == name && fault.Message.StartsWith($"{name} is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_UnexpectedEntries_AreNamed()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        File.WriteAllText(Path.Combine(Target, "subset-00001.jsonl"), "");
        Directory.CreateDirectory(Path.Combine(Target, "more"));
        Assert.Equal(["more is not in the manifest.", "subset-00001.jsonl is not in the manifest."], SomeExport.Verify(Target).Select(fault => fault.Message));
    }

    [Theory]
    [InlineData("\"A text.\"", "\"B text.\"")]
    [InlineData("\"id\":\"b\"", "\"id\":\"x\"")]
    public void Verify_ChangedSampleWithARepairedManifest_IsStillFound(string from, string to)
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Forge("subset-00000.jsonl", text => text.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(["subset-00000.jsonl holds at line 2 another id or text than samples.tsv says."], SomeExport.Verify(Target).Select(fault => fault.Message));
    }

    [Fact]
    public void Verify_RemovedLineWithARepairedManifest_IsStillFound()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Forge("subset-00000.jsonl", text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Contains("subset-00000.jsonl holds 2 samples where the manifest says 3.", SomeExport.Verify(Target).Select(fault => fault.Message));
    }

    [Fact]
    public void Verify_ChangedIndexWithARepairedManifest_IsStillFound()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Forge("samples.tsv", text => text + text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)]);
        Assert.Equal(
            ["manifest.json names a root hash that is not that of samples.tsv.", "samples.tsv lists more samples than the files hold."],
            SomeExport.Verify(Target).Select(fault => fault.Message));
    }

    [Fact]
    public void Verify_Probabilities_MustBeOfADraw()
    {
        var sampler = new ManifestSampler([new ManifestDraw("random", 7, new Dictionary<string, string> { ["term"] = "random(5%, seed 7)" })], "In samples.tsv.");
        var drawn = SomeExport.Few().Select(sample => sample with { Probability = 0.05 }).ToArray();
        SomeExport.Write(SomeExport.Request(Target) with { Sampler = sampler }, drawn);
        Assert.All(File.ReadLines(Path.Combine(Target, "samples.tsv")), line => Assert.EndsWith("\t0.05", line, StringComparison.Ordinal));
        Assert.Empty(SomeExport.Verify(Target));
        Assert.Contains("`random(5%, seed 7)`", Read("README.md"), StringComparison.Ordinal);

        Forge("samples.tsv", text => text.Replace("\t0.05\n", "\t1.5\n", StringComparison.Ordinal));
        Reseal(manifest => manifest with { RootHash = manifest.Files.Single(file => file.Name == "samples.tsv").Sha256 });
        Assert.Equal("samples.tsv gives the sample of subset-00000.jsonl at line 1 no probability that a draw has.", SomeExport.Verify(Target)[0].Message);
    }

    [Fact]
    public void Verify_ManifestThatPointsOutside_IsRefused()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Reseal(manifest => manifest with { Files = [.. manifest.Files, new ManifestFile("../secret", 1, "00", null)] });
        Assert.Equal("manifest.json names a file outside the folder: ../secret.", Assert.Single(SomeExport.Verify(Target)).Message);
    }

    [Fact]
    public void Verify_OtherFormatVersion_SaysWhatIsSupported()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Reseal(manifest => manifest with { FormatVersion = 2 });
        Assert.Equal("manifest.json has format version 2; supported is 1.", Assert.Single(SomeExport.Verify(Target)).Message);
    }

    [Fact]
    public void Verify_NoFolder_IsRefused() => Assert.Throws<WrongWordsException>(() => SomeExport.Verify(Target));

    private void Forge(string name, Func<string, string> change)
    {
        var path = Path.Combine(Target, name);
        File.WriteAllText(path, change(File.ReadAllText(path)), new UTF8Encoding(false));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        Reseal(manifest => manifest with { Files = [.. manifest.Files.Select(file => file.Name == name ? file with { Bytes = new FileInfo(path).Length, Sha256 = hash } : file)] });
    }

    private void Reseal(Func<ExportManifest, ExportManifest> change)
    {
        var path = Path.Combine(Target, ExportManifest.FileName);
        File.WriteAllBytes(path, ManifestJson.Write(ManifestJson.Seal(change(ManifestJson.Read(File.ReadAllBytes(path))))));
    }
}
