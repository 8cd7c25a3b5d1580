using System.Text;
using QualityReview.Parquet;
using QualityReview.Samples.Files;
using QualityReview.Tests.Samples.Files;

namespace QualityReview.Tests.Parquet;

public sealed class ParquetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qr-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_NestedColumnsAndNulls_BecomeSamples()
    {
        var path = Make("nested.parquet", """
            SELECT 7 AS id, 'one' || chr(10) || 'two' AS text, 'web' AS source, {'title': 'T "q"', 'n': [1, 2]} AS meta, 'NaN'::DOUBLE AS bad, DATE '2020-01-02' AS day
            UNION ALL SELECT NULL, NULL, NULL, NULL, 1.5, NULL
            UNION ALL SELECT 9, repeat('é', 3000), NULL, NULL, NULL, NULL
            """);
        using var reader = SampleFileReader.Open(path);
        var lines = reader.Read().ToList();
        var first = lines[0].Sample!;
        Assert.Equal(("7", "one\ntwo", "web", """{"title":"T \"q\"","n":[1,2],"bad":null,"day":"2020-01-02"}"""), (first.Id, first.Text, first.Source, first.Meta));
        Assert.Equal([(2L, "The field 'text' holds null; supported is text.")], Reading.Asides(lines));
        Assert.Equal((3L, new string('é', 3000)), (lines[2].Sample!.Line, lines[2].Sample!.Text));
        Assert.Equal((reader.Length!.Value, 1L), (reader.BytesRead, reader.Repairs.NotNumbers));
    }

    [Fact]
    public void Read_ManyRowGroups_KeepTheOrder()
    {
        var path = Make("many.parquet", "SELECT i::VARCHAR AS id, 'text ' || i AS text FROM range(50000) t(i)", "ROW_GROUP_SIZE 4096");
        using var reader = SampleFileReader.Open(path);
        Assert.Equal(Enumerable.Range(0, 50000).Select(i => $"{i}"), reader.Read().Select(line => line.Sample!.Id));
    }

    [Fact]
    public void Read_StructPath_IsFollowed()
    {
        var path = Make("struct.parquet", "SELECT {'body': 'B', 'more': 1} AS doc");
        using var reader = SampleFileReader.Open(path, new ImportFields { TextField = "doc.body" });
        var sample = Assert.Single(reader.Read()).Sample!;
        Assert.Equal(("B", """{"doc":{"more":1}}"""), (sample.Text, sample.Meta));
    }

    [Fact]
    public void Read_NameWithPatternCharacters_IsOneFile()
    {
        Make("a1.parquet", "SELECT 'wrong' AS text");
        var path = Make("a[1]*?'.parquet", "SELECT 'right' AS text");
        using var reader = SampleFileReader.Open(path);
        Assert.Equal("right", Assert.Single(reader.Read()).Sample!.Text);
    }

    [Fact]
    public void Read_WrongColumn_NamesTheColumns()
    {
        using var reader = SampleFileReader.Open(Make("wrong.parquet", "SELECT 1 AS id, 'x' AS body"));
        Assert.Equal("The field 'text' is no column of wrong.parquet; it has: id, body.", Assert.Throws<WrongWordsException>(() => reader.Read().ToList()).Message);
    }

    [Fact]
    public void Read_TextColumnOfNumbers_IsRefused()
    {
        using var reader = SampleFileReader.Open(Make("numbers.parquet", "SELECT 1 AS text"));
        Assert.Equal("The column 'text' of numbers.parquet holds INTEGER; supported for the text is VARCHAR.", Assert.Throws<WrongWordsException>(() => reader.Read().ToList()).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1 and then nothing of the kind PAR1")]
    [InlineData("just words")]
    public void Open_NoParquet_IsOneSentence(string content)
    {
        var path = Path.Combine(_folder, "no.parquet");
        File.WriteAllText(path, content);
        var fault = Assert.Throws<QualityReviewException>(() => SampleFileReader.Open(path));
        Assert.StartsWith("no.parquet cannot be read as Parquet: DuckDB says: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Read_DamagedInTheMiddle_KeepsWhatCameBefore()
    {
        var path = Make("damaged.parquet", "SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) || repeat(md5((i + 2)::VARCHAR), 8) AS text FROM range(40000) t(i)", "ROW_GROUP_SIZE 4096");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 2, 64).Fill(0xEE);
        File.WriteAllBytes(path, bytes);
        using var reader = SampleFileReader.Open(path);
        var lines = reader.Read().ToList();
        var end = Assert.Single(Reading.Asides(lines));
        Assert.StartsWith("The file breaks off here (DuckDB says: ", end.Reason, StringComparison.Ordinal);
        Assert.InRange(lines.Count, 4096, 39999);
        Assert.Equal(lines.Count, end.Line);
    }

    [Fact]
    public void Read_DamagedAtTheBeginning_IsToldAsBroken()
    {
        var path = Make("damaged.parquet", "SELECT md5(i::VARCHAR) AS text FROM range(100) t(i)");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(40, 64).Fill(0xEE);
        File.WriteAllBytes(path, bytes);
        using var reader = SampleFileReader.Open(path);
        Assert.Equal(1, Assert.Single(Reading.Asides(reader.Read())).Line);
    }

    [Fact]
    public void Write_SameRowsTwice_GivesTheSameBytes()
    {
        Assert.Equal(Write("one.parquet"), Write("two.parquet"));
        Assert.Equal(["one.parquet", "two.parquet"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_AllTypes_AreReadBackEqual()
    {
        Write("types.parquet");
        using var file = new ParquetFile(Path.Combine(_folder, "types.parquet"));
        Assert.Equal([("text", "VARCHAR"), ("a.\"b\"", "FLOAT"), ("list", "VARCHAR[]")], file.Columns.Select(column => (column.Name, column.Type)));
        using var rows = file.Rows();
        Assert.True(rows.NextChunk());
        Assert.Equal("""{"text":"row 0","a.\"b\"":null,"list":[]}""", rows.Text(0, 0));
        Assert.Equal("""{"text":"row 1","a.\"b\"":0.5,"list":["x","y"]}""", rows.Text(0, 1));
        Assert.Equal(30_000, file.RowCount);
    }

    private byte[] Write(string name)
    {
        var path = Path.Combine(_folder, name);
        using (var writer = new ParquetWriter(path, [("text", ParquetType.Text), ("a.\"b\"", ParquetType.Float), ("list", ParquetType.TextList)]))
        {
            for (var i = 0; i < 30_000; i++)
            {
                writer.Add($"row {i}");
                writer.Add(i == 0 ? float.NaN : i / 2f);
                writer.Add(i % 2 == 0 ? "" : "x\u001Fy");
                writer.EndRow();
            }

            writer.Close();
        }

        return File.ReadAllBytes(path);
    }

    private string Make(string name, string select, string options = "COMPRESSION zstd")
    {
        var path = Path.Combine(_folder, name);
        using var duck = new DuckConnection();
        duck.Execute($"COPY ({select}) TO '{new StringBuilder(path).Replace("'", "''")}' (FORMAT parquet, {options})");
        return path;
    }
}
