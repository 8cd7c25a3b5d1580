using System.Text;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class ExcerptTests
{
    [Fact]
    public void Of_WhiteSpaceAndControls_OneCleanLine() =>
        Assert.Equal("a b c", Excerpt.Of("  a\r\n\t b\u0000\u202E \u2028c\u200F  "));

    [Fact]
    public void Of_LongText_EndsAtAWordWithEllipsis() =>
        Assert.Equal("one two three …", Excerpt.Of("one two three four five", length: 16));

    [Fact]
    public void Of_OneEndlessWord_KeepsCharactersWhole() =>
        Assert.Equal("👨‍👩‍👧👨‍👩‍👧 …", Excerpt.Of(string.Concat(Enumerable.Repeat("👨‍👩‍👧", 30)), length: 20));

    [Fact]
    public void Of_FarFind_ShowsItsSurroundings()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1000)) + "needle " + string.Concat(Enumerable.Repeat("word ", 1000));
        var excerpt = Excerpt.Of(text, length: 60, find: "NEEDLE");
        Assert.Contains("needle", excerpt, StringComparison.Ordinal);
        Assert.StartsWith("… ", excerpt, StringComparison.Ordinal);
        Assert.EndsWith(" …", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 20, 64);
    }

    [Fact]
    public void Of_Empty_Empty() => Assert.Equal("", Excerpt.Of(""));

    [Theory]
    [InlineData(0x202E, "RLO")]
    [InlineData(0, "␀")]
    [InlineData(0xFE0F, "VS16")]
    [InlineData(0xE0041, "tag A")]
    [InlineData(0xE000, "U+E000")]
    public void Mark_HiddenCharacters_HasLetters(int rune, string mark)
    {
        Assert.True(HiddenCharacters.Is(new Rune(rune)));
        Assert.Equal(mark, HiddenCharacters.Mark(new Rune(rune)));
    }

    [Theory]
    [InlineData('a')]
    [InlineData(' ')]
    [InlineData('ß')]
    [InlineData('ה')]
    [InlineData('。')]
    public void Is_PlainCharacters_False(char plain) => Assert.False(HiddenCharacters.Is(new Rune(plain)));

    [Fact]
    public void CountOdd_Text_LeavesOutLayout() => Assert.Equal(3, HiddenCharacters.CountOdd("a\tb\r\nc\u200Bd\u00A0e\U000E0041"));
}
