using QualityReview.Clusters;

namespace QualityReview.Tests.Clusters;

public sealed class ClusterWordsTests
{
    [Fact]
    public void Best_TwoSubjects_NamesEachByItsOwnWords()
    {
        var words = new ClusterWords(2);
        foreach (var i in Enumerable.Range(0, 6))
        {
            words.Add(0, $"The kernel of the density estimate, number {i}.");
            words.Add(1, $"The whale and the ship of captain {i}.");
        }

        Assert.Equal(["density", "estimate", "kernel", "number"], words.Best(0));
        Assert.Equal(["and", "captain", "ship", "whale"], words.Best(1));
    }

    [Fact]
    public void Best_OneTextRepeatsAWord_CannotWriteItselfIntoTheLabel()
    {
        var words = new ClusterWords(2);
        words.Add(0, string.Join(' ', Enumerable.Repeat("buy", 1000)));
        words.Add(0, "apples pears");
        words.Add(0, "apples plums");
        words.Add(1, "whales");

        Assert.Equal(["apples"], words.Best(0));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "alert script")]
    [InlineData("Don't SHOUT, naïve Straße", "don naïve shout straße")]
    [InlineData("東京都 is big", "big 京都 東京")]
    [InlineData("a\u202Egnp.exe b ab", "exe gnp")]
    [InlineData("हिन्दी भाषा", "भाषा हिन्दी")]
    [InlineData("zalgo\u0301\u0301\u0301\u0301\u0301 aaaaaaaaaaaaaaaaaaaaaaaaa", "zalgo\u0301\u0301")]
    public void Of_AnyText_LettersAlone(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ClusterWords.Of(text).Order(StringComparer.Ordinal)));
}
