using QualityReview.Exports;
using QualityReview.Recipes;

namespace QualityReview.Tests.Exports;

public sealed class SubsetWriterTests : FolderTest
{
    [Fact]
    public void Write_Jsonl_GivesExactlyTheDocumentedLines()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Assert.Equal("""
            {"id":"a","source":"web","text":"Ein Satz, \"zitiert\".\nZwei Zeilen.","meta":{"url":"https://example.org/"},"decision":"keep","verdict":"none","reasons":[],"flags":[],"scores":{"perplexity_mini_v1":{"value":0.1,"percentile":50},"length_v1":{"value":7,"percentile":null}}}
            {"id":"b","source":null,"text":"A text.","meta":{"language":"en"},"decision":"drop","verdict":"keep","reasons":["clear","useful"],"flags":["perplexity_mini_v1:too_short"],"scores":{"perplexity_mini_v1":{"value":0.1,"percentile":50},"length_v1":{"value":7,"percentile":null}}}
            {"id":"c","source":"web","text":"=1+1","meta":{"url":"https://example.org/"},"decision":"keep","verdict":"none","reasons":[],"flags":[],"scores":{"perplexity_mini_v1":{"value":null,"percentile":null},"length_v1":{"value":null,"percentile":1E-05}}}

            """, Read("subset-00000.jsonl"));
    }

    [Fact]
    public void Write_Csv_GivesExactlyTheDocumentedRows()
    {
        SomeExport.Write(SomeExport.Request(Target, SubsetFormat.Csv), SomeExport.Few());
        Assert.Equal(string.Join("\r\n",
            "id,source,text,meta,decision,verdict,reasons,flags,scores.perplexity_mini_v1.value,scores.perplexity_mini_v1.percentile,scores.length_v1.value,scores.length_v1.percentile",
            "a,web,\"Ein Satz, \"\"zitiert\"\".\nZwei Zeilen.\",\"{\"\"url\"\":\"\"https://example.org/\"\"}\",keep,none,,,0.1,50,7,",
            "b,,A text.,\"{\"\"language\"\":\"\"en\"\"}\",drop,keep,clear;useful,perplexity_mini_v1:too_short,0.1,50,7,",
            "c,web,'=1+1,\"{\"\"url\"\":\"\"https://example.org/\"\"}\",keep,none,,,,,,1E-05",
            ""), Read("subset-00000.csv"));
    }

    [Fact]
    public void Write_Parquet_HasTheSameNamesAndValues()
    {
        SomeExport.Write(SomeExport.Request(Target, SubsetFormat.Parquet), SomeExport.Few());
        using var file = new QualityReview.Parquet.ParquetFile(Path.Combine(Target, "subset-00000.parquet"));
        using var rows = file.Rows();
        Assert.True(rows.NextChunk());
        Assert.Equal(
            """{"id":"b","source":null,"text":"A text.","meta":"{\"language\":\"en\"}","decision":"drop","verdict":"keep","reasons":["clear","useful"],"flags":["perplexity_mini_v1:too_short"],"scores.perplexity_mini_v1.value":0.10000000149011612,"scores.perplexity_mini_v1.percentile":50.0,"scores.length_v1.value":7.0,"scores.length_v1.percentile":null}""",
            rows.Text(0, 1));
    }

    [Theory]
    [InlineData(SubsetFormat.Jsonl)]
    [InlineData(SubsetFormat.JsonlGzip)]
    [InlineData(SubsetFormat.JsonlZstd)]
    [InlineData(SubsetFormat.Csv)]
    [InlineData(SubsetFormat.Parquet)]
    public void Write_OverTheShardSize_BeginsNewFiles(SubsetFormat format)
    {
        var samples = Enumerable.Range(0, 10).Select(i => SomeExport.Sample($"{i}", new string('x', 1000)));
        var manifest = SomeExport.Write(SomeExport.Request(Target, format) with { MaxShardBytes = 4000 }, samples);
        var shards = manifest.Files.Where(file => file.Samples is not null).ToList();
        Assert.True(shards.Count > 2);
        Assert.Equal(10, shards.Sum(shard => shard.Samples));
        Assert.Equal($"subset-00001.{SubsetFormats.NameOf(format)}", shards[1].Name);
        Assert.Empty(SomeExport.Verify(Target));
    }

    [Theory]
    [InlineData(SubsetFormat.Jsonl)]
    [InlineData(SubsetFormat.JsonlGzip)]
    [InlineData(SubsetFormat.JsonlZstd)]
    [InlineData(SubsetFormat.Csv)]
    [InlineData(SubsetFormat.Parquet)]
    public void Write_NoSample_StillGivesOneFile(SubsetFormat format)
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target, format), []);
        Assert.Equal(0, Assert.Single(manifest.Files, file => file.Samples is not null).Samples);
        Assert.Empty(SomeExport.Verify(Target));
    }

    [Theory]
    [InlineData(SubsetFormat.Jsonl)]
    [InlineData(SubsetFormat.JsonlGzip)]
    [InlineData(SubsetFormat.JsonlZstd)]
    [InlineData(SubsetFormat.Csv)]
    [InlineData(SubsetFormat.Parquet)]
    public void Write_HashesOnly_HoldsNoTextAndIsVerified(SubsetFormat format)
    {
        SomeExport.Write(SomeExport.Request(Target, format) with { HasTexts = false }, SomeExport.Few());
        Assert.Empty(SomeExport.Verify(Target));
        using var reader = QualityReview.Samples.Files.SampleFileReader.Open(Path.Combine(Target, $"subset-00000.{SubsetFormats.NameOf(format)}"), new() { TextField = "content_hash" });
        Assert.Equal(SomeExport.Few().Where(sample => sample.Kept).Select(sample => sample.ContentHash), reader.Read().Select(line => line.Sample!.Text));
        Assert.All(Directory.GetFiles(Target), file => Assert.DoesNotContain("zitiert", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SubsetFormat.Jsonl)]
    [InlineData(SubsetFormat.Csv)]
    [InlineData(SubsetFormat.Parquet)]
    public void Write_Weights_RepeatsSamplesAndNumbersTheCopies(SubsetFormat format)
    {
        var recipe = new ManifestRecipe("", 0, new Recipe { Weights = [new RecipeWeight("web", Weight: 3)] }, 0, []);
        var manifest = SomeExport.Write(SomeExport.Request(Target, format) with { Recipe = recipe }, SomeExport.Few().Select(sample => sample with { Copies = sample.Source == "web" ? 3 : 1 }));
        Assert.Equal((3, 7), (manifest.Kept.Samples, manifest.Recipe!.Lines));
        Assert.Empty(SomeExport.Verify(Target));
        using var reader = QualityReview.Samples.Files.SampleFileReader.Open(Path.Combine(Target, $"subset-00000.{SubsetFormats.NameOf(format)}"));
        var lines = reader.Read().Select(line => line.Sample!).ToList();
        Assert.Equal("aaabccc", string.Concat(lines.Select(sample => sample.Id)));
        Assert.Contains(format == SubsetFormat.Csv ? "\"copy\":\"2\",\"copies\":\"3\"" : "\"copy\":2,\"copies\":3", lines[1].Meta, StringComparison.Ordinal);
        Assert.Contains("stand on 7 lines", Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Excluded_ListsEveryOtherSampleWithItsReason()
    {
        SomeExport.Write(SomeExport.Request(Target) with { ListsExcluded = true }, SomeExport.Few().Select(sample => sample with { Excluded = sample.Kept ? "" : "quota" }));
        var dropped = SomeExport.Few().Single(sample => !sample.Kept);
        Assert.Equal($"d\t{dropped.ContentHash}\tquota\n", Read("excluded.tsv"));
        Assert.Empty(SomeExport.Verify(Target));
        File.AppendAllText(Path.Combine(Target, "excluded.tsv"), "x\ty\tz\n");
        Assert.NotEmpty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Write_MetaWithLineEnds_StaysOnOneLine()
    {
        SomeExport.Write(SomeExport.Request(Target), [SomeExport.Sample("a") with { Meta = "{\r\n \"a\": [1.50, 1e400],\n \"b\": \"é😀\"}", Language = "de" }]);
        Assert.Contains("\"meta\":{\"a\":[1.50,1e400],\"b\":\"é😀\",\"language\":\"de\"},", Read("subset-00000.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LanguageThatMetaHas_IsNotWrittenTwice()
    {
        SomeExport.Write(SomeExport.Request(Target), [SomeExport.Sample("a") with { Meta = """{"language":"English"}""", Language = "en" }]);
        Assert.Contains("\"meta\":{\"language\":\"English\"},", Read("subset-00000.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_EveryFormula_IsDefusedAndComesBack()
    {
        foreach (var text in SomeExport.NastyTexts)
        {
            var guarded = CsvCell.Guard(text);
            Assert.DoesNotContain(guarded[0], "=+-@\t\r");
            Assert.Equal(text, CsvCell.Unguard(guarded));
        }
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("")]
    public void Parse_UnknownFormat_SaysWhatIsSupported(string name) =>
        Assert.EndsWith("supported are jsonl, jsonl.gz, jsonl.zst, csv, parquet.", Assert.Throws<WrongWordsException>(() => SubsetFormats.Parse(name)).Message, StringComparison.Ordinal);
}
