using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class PlainTextTests
{
    private const string Poem = "one\r\ntwo\n\n \nthree\nfour\n";

    [Fact]
    public void Read_LineMode_GivesEveryLineThatIsNotBlank() =>
        Assert.Equal([(1L, "one"), (2L, "two"), (5L, "three"), (6L, "four")], Read(TextMode.Line));

    [Fact]
    public void Read_ParagraphMode_JoinsLinesBetweenBlankOnes() =>
        Assert.Equal([(1L, "one\ntwo"), (5L, "three\nfour")], Read(TextMode.Paragraph));

    [Fact]
    public void Read_FileMode_GivesOneSample() => Assert.Equal([(1L, "one\ntwo\n\n \nthree\nfour")], Read(TextMode.File));

    [Fact]
    public void Read_BlankFile_HasNoSample() => Assert.Empty(Reading.All("\n \r\n", "a.txt", new ImportFields { TextMode = TextMode.File }));

    [Theory]
    [InlineData(TextMode.Line, 2)]
    [InlineData(TextMode.Paragraph, 1)]
    [InlineData(TextMode.File, 1)]
    public void Read_BytesOutsideUtf8_AreSetAside(TextMode mode, long line)
    {
        var lines = Reading.All([.. "ok\nbad "u8, 0x80, .. "\n"u8], "a.txt", new ImportFields { TextMode = mode });
        Assert.Equal(line, Assert.Single(Reading.Asides(lines)).Line);
    }

    [Theory]
    [InlineData(TextMode.Line)]
    [InlineData(TextMode.Paragraph)]
    [InlineData(TextMode.File)]
    public void Read_OverTheLimit_IsSetAsideOnce(TextMode mode)
    {
        var text = "head\n" + new string('x', 1 << 20) + "\ntail";
        var lines = Reading.All(text, "a.txt", new ImportFields { TextMode = mode }, new ImportLimits { MaxLineBytes = 100 });
        Assert.EndsWith("is longer than 100 bytes, which is the most that is supported.", Assert.Single(Reading.Asides(lines)).Reason, StringComparison.Ordinal);
        Assert.Equal(mode == TextMode.Line ? 3 : 1, lines.Count);
    }

    [Fact]
    public void Read_NulCharacters_AreReplacedAndCounted()
    {
        var lines = Reading.All("a\0b"u8.ToArray(), "a.txt", out var repairs);
        Assert.Equal(("a\uFFFDb", 1), (lines[0].Sample!.Text, repairs.NulCharacters));
    }

    private static IEnumerable<(long Line, string Text)> Read(TextMode mode) =>
        Reading.Samples(Poem, "a.txt", new ImportFields { TextMode = mode }).Select(sample => (sample.Line, sample.Text));
}
