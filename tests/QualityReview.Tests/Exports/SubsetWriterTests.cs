using QualityReview.Exports;

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
    [InlineData(SubsetFormat.Csv)]
    [InlineData(SubsetFormat.Parquet)]
    public void Write_NoSample_StillGivesOneFile(SubsetFormat format)
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target, format), []);
        Assert.Equal(0, Assert.Single(manifest.Files, file => file.Samples is not null).Samples);
        Assert.Empty(SomeExport.Verify(Target));
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
        Assert.EndsWith("supported are jsonl, jsonl.gz, csv, parquet.", Assert.Throws<WrongWordsException>(() => SubsetFormats.Parse(name)).Message, StringComparison.Ordinal);
}
