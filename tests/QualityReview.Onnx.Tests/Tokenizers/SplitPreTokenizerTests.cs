using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

public sealed class SplitPreTokenizerTests
{
    // The examples of the reference's documentation.
    [Theory]
    [InlineData(SplitBehavior.Removed, "the|final|countdown")]
    [InlineData(SplitBehavior.Isolated, "the|-|final|-|-|countdown")]
    [InlineData(SplitBehavior.MergedWithPrevious, "the-|final-|-|countdown")]
    [InlineData(SplitBehavior.MergedWithNext, "the|-final|-|-countdown")]
    [InlineData(SplitBehavior.Contiguous, "the|-|final|--|countdown")]
    public void Apply_Behavior_CutsAsDocumented(object behavior, string expected)
    {
        Assert.Equal(expected, Cut("the-final--countdown", TextPattern.Of("-"), (SplitBehavior)behavior, invert: false));
        Assert.Equal(expected, Cut("the-final--countdown", TextPattern.OfRegex("-"), (SplitBehavior)behavior, invert: false));
    }

    [Fact]
    public void Apply_Inverted_TakesTheRestForTheMatch() =>
        Assert.Equal("the|final|countdown", Cut("the-final--countdown", TextPattern.OfRegex("[a-z]+"), SplitBehavior.Removed, invert: true));

    [Fact]
    public void Apply_EmptyMatch_CutsThere() => Assert.Equal("ab|1|c", Cut("ab1c", TextPattern.OfRegex("(?=1)|(?<=1)"), SplitBehavior.Isolated, invert: false));

    [Fact]
    public void Apply_CharactersAboveTheBasicPlane_CountAsOneOfTheirKind() =>
        Assert.Equal("𐐀𐐨|😀|𝟘𝟙|x", Cut("𐐀𐐨😀𝟘𝟙x", TextPattern.OfRegex(@"\p{L}+|\p{N}+|\p{So}"), SplitBehavior.Isolated, invert: false));

    private static string Cut(string text, TextPattern pattern, SplitBehavior behavior, bool invert)
    {
        var pieces = new Pieces(new(text, null), beginsText: true);
        new SplitPreTokenizer(pattern, behavior, invert).Apply(pieces);
        return string.Join('|', pieces.Ranges.Select(range => text[range.Start..range.End]));
    }
}
