using QualityReview.Samples;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class BrokenFileTests
{
    private static readonly (long Line, string Reason)[] s_expectedAsides =
    [
        (2, "The line ends after 42 bytes in the middle of its JSON; supported is one whole JSON object a line."),
        (4, "The line stops being JSON at byte 2; supported is one JSON object a line."),
        (5, "The line holds an array; supported is one JSON object a line."),
        (6, "The line holds text; supported is one JSON object a line."),
        (7, "The line holds null; supported is one JSON object a line."),
        (8, "The field 'text' is missing."),
        (9, "The field 'text' holds a number; supported is text."),
        (10, "The field 'text' holds null; supported is text."),
        (11, "The field 'text' holds an object; supported is text."),
        (12, "The field 'text' is empty."),
        (14, "The field 'id' holds an array; supported are text and numbers."),
        (18, "Byte 27 of the line, 0xE9, is not UTF-8; supported is UTF-8."),
        (19, "Byte 26 of the line, 0xC0, is not UTF-8; supported is UTF-8."),
        (20, "The line stops being JSON at byte 30; supported is one JSON object a line."),
        (21, "The line stops being JSON at byte 26; supported is one JSON object a line."),
        (23, "The JSON is nested deeper than 64 levels, which is the most that is supported."),
        (24, "The line stops being JSON at byte 31; supported is one JSON object a line."),
        (25, "The line stops being JSON at byte 27; supported is one JSON object a line."),
        (26, "The line stops being JSON at byte 16; supported is one JSON object a line."),
        (32, "The line ends after 35 bytes in the middle of its JSON; supported is one whole JSON object a line."),
    ];

    private static readonly FoundSample[] s_expectedSamples =
    [
        new(1, "good-1", "The first line stands behind a byte order mark.", "web", null, null),
        new(13, "17", "A number as id becomes its text.", null, null, null),
        new(15, "nul", "before\uFFFDafter", null, null, null),
        new(16, "surrogate", "lone \uFFFD high", null, null, """{"note":"and � low"}"""),
        new(17, "pair", "a pair 😀 is fine", null, null, null),
        new(22, "last", "two", null, null, """{"x":2,"deep":{"y":{"z":2}}}"""),
        new(27, "nan", "ok", null, null, """{"x":null}"""),
        new(28, "huge", "ok", null, null, """{"x":1e400}"""),
        new(30, null, "No id.", null, "de", """{"title":"T","n":[1,2]}"""),
        new(31, "good-2", "line\nbreak", null, "en", """{"source":{"name":"object"},"k":"v"}"""),
    ];

    [Fact]
    public void Read_BrokenFile_SetsAsideExactlyTheBrokenLines()
    {
        using var reader = SampleFileReader.Open(Reading.DataFile("invalid/broken.jsonl"));
        Assert.Equal(s_expectedAsides, Reading.Asides(reader.Read()));
    }

    [Fact]
    public void Read_BrokenFile_KeepsEveryOtherLine()
    {
        using var reader = SampleFileReader.Open(Reading.DataFile("invalid/broken.jsonl"));
        FoundSample[] samples = [.. reader.Read().Where(line => line.Sample is not null).Select(line => line.Sample!)];
        Assert.Equal(s_expectedSamples, samples);
        Assert.Equal((1, 1, 1), (reader.Repairs.NulCharacters, reader.Repairs.LoneSurrogates, reader.Repairs.NotNumbers));
        Assert.Equal(reader.Length, reader.BytesRead);
    }

    [Fact]
    public void Read_FiveMegabyteLine_IsASample()
    {
        var text = new string('x', 5 << 20);
        var lines = Reading.All($$"""{"text":"{{text}}"}""" + "\n" + """{"text":"after"}""", "big.jsonl");
        Assert.Equal([text, "after"], lines.Select(line => line.Sample!.Text));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5 << 20)]
    public void Read_LineOverTheLimit_IsSetAsideAndTheNextIsRead(int length)
    {
        var limits = new ImportLimits { MaxLineBytes = 900 };
        var lines = Reading.All("""{"text":"before"}""" + "\n{\"text\":\"" + new string('x', length) + "\"}\r\n" + """{"text":"after"}""", "big.jsonl", limits: limits);
        Assert.Equal(["before", "after"], lines.Where(line => line.Sample is not null).Select(line => line.Sample!.Text));
        Assert.Equal([(2L, "The line is longer than 900 bytes, which is the most that is supported.")], Reading.Asides(lines));
        Assert.Equal(Excerpt.MaxLength, lines[1].SetAside!.Excerpt.Length);
        Assert.Equal(3, lines[2].Sample!.Line);
    }

    [Fact]
    public void Read_LineOfExactlyTheLimit_IsASample()
    {
        var line = """{"text":"twenty-four bytes"}""";
        var limits = new ImportLimits { MaxLineBytes = line.Length };
        Assert.Empty(Reading.Asides(Reading.All(line + "\r\n" + line, "limit.jsonl", limits: limits)));
        Assert.Equal(2, Reading.Asides(Reading.All(line + "\r\n" + line, "limit.jsonl", limits: limits with { MaxLineBytes = line.Length - 1 })).Count);
    }

    [Fact]
    public void Read_ExcerptOfNastyLine_IsPrintable()
    {
        var aside = Assert.Single(Reading.All("bad\u001b[31m\u202Eline\0", "nasty.jsonl"));
        Assert.Equal("bad·[31m·line", aside.SetAside!.Excerpt);
    }
}
