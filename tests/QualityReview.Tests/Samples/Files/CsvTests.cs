using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class CsvTests
{
    [Fact]
    public void Read_QuotedCells_MayHoldDelimitersQuotesAndLineEnds()
    {
        var samples = Reading.Samples("id,text\r\na,\"one, \"\"two\"\"\r\nthree\"\r\nb,plain\r\n", "a.csv");
        Assert.Equal([(2L, "a", "one, \"two\"\r\nthree"), (4L, "b", "plain")], samples.Select(sample => (sample.Line, sample.Id!, sample.Text)));
    }

    [Fact]
    public void Read_OtherColumns_BecomeTheMeta()
    {
        var sample = Reading.One("url,text,source,lang,meta,\nu,T,s,de,\"{\"\"a\"\":1}\",x", "a.csv");
        Assert.Equal(("s", "de", """{"a":1,"url":"u","column_6":"x"}"""), (sample.Source, sample.Language, sample.Meta));
    }

    [Fact]
    public void Read_MetaThatIsNoObject_StaysText() => Assert.Equal("""{"meta":"{oops"}""", Reading.One("text,meta\nT,{oops", "a.csv").Meta);

    [Fact]
    public void Read_MetaWithAColumnsName_StaysAField() => Assert.Equal("""{"a":"2","meta":{"a":1}}""", Reading.One("text,a,meta\nT,2,\"{\"\"a\"\":1}\"", "a.csv").Meta);

    [Fact]
    public void Read_Tsv_CutsAtTabs() => Assert.Equal("a, b", Reading.One("\uFEFFtext\tid\na, b\t1", "a.tsv").Text);

    [Theory]
    [InlineData("text\nT")]
    [InlineData("text\nT\n")]
    [InlineData("text\r\nT\r\n")]
    [InlineData("text\n\"T\"")]
    [InlineData("text\r\n\"T\"\r")]
    [InlineData("\"text\"\n\n\"T\"\r\n")]
    public void Read_LineEnds_AreAllUnderstood(string file) => Assert.Equal("T", Reading.One(file, "a.csv").Text);

    [Fact]
    public void Read_EmptyLastCell_IsACell() => Assert.Equal("T", Reading.One("text,id\nT,", "a.csv").Text);

    [Fact]
    public void Read_BrokenRows_CostOnlyThemselves()
    {
        var lines = Reading.All(""""
            id,text
            1,good
            2
            3,a,b
            4,"quoted" then more
            5,"never closed
            6,"good, ""too"""
            7,
            8,mid"quote

            10,"two
            lines"
            12,end
            """", "a.csv");
        Assert.Equal(
            [
                (3, "The row has 1 fields where the header names 2."),
                (4, "The row has 3 fields where the header names 2."),
                (5, "A quoted field goes on after its closing quote; supported is a delimiter or a line end there."),
                (6, "A quoted field goes on after its closing quote; supported is a delimiter or a line end there."),
                (8, "The field 'text' is empty."),
            ],
            Reading.Asides(lines));
        Assert.Equal(
            [(2, "good"), (7, "good, \"too\""), (9, "mid\"quote"), (11, "two\nlines"), (13, "end")],
            lines.Where(line => line.Sample is not null).Select(line => (line.Sample!.Line, line.Sample.Text)));
    }

    [Fact]
    public void Read_QuoteNeverClosed_CostsItsLineAlone()
    {
        var lines = Reading.All("text\n\"never\nafter\n", "a.csv");
        Assert.Equal([(2L, "A quote opens a field and never closes.")], Reading.Asides(lines));
        Assert.Equal((3L, "after"), (lines[1].Sample!.Line, lines[1].Sample!.Text));
    }

    [Fact]
    public void Read_InvalidUtf8_NamesTheByte()
    {
        var lines = Reading.All([.. "text\nab"u8, 0xFF, .. "\nfine"u8], "a.csv");
        Assert.Equal([(2L, "Byte 3 of the row, 0xFF, is not UTF-8; supported is UTF-8.")], Reading.Asides(lines));
        Assert.Equal("fine", lines[1].Sample!.Text);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("\"a\nb\",", 4)]
    public void Read_RowOverTheLimit_IsSetAsideAndTheNextIsRead(string before, int nextLine)
    {
        var columns = before.Length == 0 ? "text" : "id,text";
        var next = before.Length == 0 ? "after" : "9,after";
        var lines = Reading.All($"{columns}\n{before}{new string('x', 3 << 20)}\n{next}", "a.csv", limits: new ImportLimits { MaxLineBytes = 1000 });
        Assert.Equal([(2L, "The line is longer than 1,000 bytes, which is the most that is supported.")], Reading.Asides(lines));
        Assert.Equal((nextLine, "after"), (lines[1].Sample!.Line, lines[1].Sample!.Text));
    }

    [Fact]
    public void Read_LongQuoteNeverClosed_IsReadAnewFromTheNextLine()
    {
        var lines = Reading.All("text\n\"open\n" + string.Concat(Enumerable.Repeat("line\n", 100_000)), "a.csv", limits: new ImportLimits { MaxLineBytes = 1000 });
        Assert.Equal([(2L, "A quote opens a field and never closes within the longest row that is supported.")], Reading.Asides(lines));
        Assert.Equal((100_001, 100_002L), (lines.Count, lines[^1].Sample!.Line));
    }

    [Fact]
    public void Read_PiecesOfAnySize_GiveTheSameRows()
    {
        var file = "id,text\r\n1,\"a\"\"b\r\nc\"\r\n2,plain\r\n3,\"x\"\n"u8.ToArray();
        var whole = Reading.All(file, "a.csv");
        for (var size = 1; size < 8; size++)
        {
            using var reader = SampleFileReader.Open(new DripStream(file, size), "a.csv");
            Assert.Equal(whole, reader.Read());
        }
    }

    [Fact]
    public void Read_WrongColumnName_NamesTheColumns() =>
        Assert.Equal("The field 'text' is no column of a.csv; its first line names: id, body.", Assert.Throws<WrongWordsException>(() => Reading.All("id,body\n1,2", "a.csv")).Message);

    [Fact]
    public void Read_EmptyFile_SaysThatTheHeaderIsMissing() =>
        Assert.Equal("a.csv is empty; supported is a table whose first line names its columns.", Assert.Throws<WrongWordsException>(() => Reading.All("", "a.csv")).Message);
}
