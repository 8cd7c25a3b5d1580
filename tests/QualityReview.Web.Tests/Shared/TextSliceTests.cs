using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class TextSliceTests
{
    [Fact]
    public void Cut_Lines_CutsAtLineEndsIntoBlocks()
    {
        var text = string.Concat(Enumerable.Repeat("nine more\n", 50));
        var slices = TextSlice.Cut(text, aim: 100);
        Assert.Equal(text, Joined(text, slices));
        Assert.True(slices.Count > 3);
        Assert.All(slices, slice => Assert.True(slice.Block));
        Assert.All(slices, slice => Assert.Equal('\n', text[slice.To - 1]));
    }

    [Fact]
    public void Cut_OneLongLine_StaysInline()
    {
        var text = new string('x', 450);
        var slices = TextSlice.Cut(text, aim: 100);
        Assert.Equal(text, Joined(text, slices));
        Assert.Equal(5, slices.Count);
        Assert.All(slices, slice => Assert.False(slice.Block));
    }

    [Fact]
    public void Cut_OneLongLineOfWords_CutsAfterSpaces()
    {
        var text = string.Concat(Enumerable.Repeat("four ", 90));
        var slices = TextSlice.Cut(text, aim: 103);
        Assert.Equal(text, Joined(text, slices));
        Assert.True(slices.Count > 3);
        Assert.All(slices, slice => Assert.Equal(' ', text[slice.To - 1]));
    }

    [Fact]
    public void Cut_Surrogates_NeverParted()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("🦜", 200));
        var slices = TextSlice.Cut(text, aim: 100);
        Assert.Equal(text, Joined(text, slices));
        Assert.All(slices, slice => Assert.False(char.IsLowSurrogate(text[slice.From])));
    }

    [Fact]
    public void Cut_ShortText_OneInlineSlice() => Assert.Equal([new(0, 5, false)], TextSlice.Cut("short"));

    [Fact]
    public void Cut_Empty_Nothing() => Assert.Empty(TextSlice.Cut(""));

    [Fact]
    public void FindAll_Phrase_IgnoresCaseAndDoesNotOverlap() => Assert.Equal([0, 2, 7], TextFind.All("aAaab, Aa", "aa"));

    [Fact]
    public void FindAll_NoPhrase_Nothing() => Assert.Empty(TextFind.All("text", ""));

    [Fact]
    public void FindAll_TooMany_StopsAtTheLimit() => Assert.Equal(TextFind.Limit, TextFind.All(new string('a', TextFind.Limit + 50), "a").Count);

    private static string Joined(string text, IEnumerable<TextSlice> slices) => string.Concat(slices.Select(slice => text[slice.From..slice.To]));
}
