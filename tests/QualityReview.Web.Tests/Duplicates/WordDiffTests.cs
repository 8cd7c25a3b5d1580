using QualityReview.Web.Duplicates;

namespace QualityReview.Web.Tests.Duplicates;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("the old house", "the new house", "the [-old -][+new +]house")]
    [InlineData("one  two\nthree", "one two three", "one two three")]
    [InlineData("Word", "word", "[-Word-][+word+]")]
    [InlineData("", "added", "[+added+]")]
    [InlineData("東京は雨", "東京は雪", "東京は[-雨-][+雪+]")]
    [InlineData("a b c", "b c d", "[-a -]b c [+d+]")]
    public void Of_TwoTexts_MarksWhatChanged(string one, string other, string expected) => Assert.Equal(expected, Text(WordDiff.Of(one, other)));

    [Fact]
    public void Of_LongCommonPart_IsShortenedAroundTheChanges()
    {
        var words = Enumerable.Range(0, 100).Select(i => $"w{i}").ToArray();
        var runs = WordDiff.Of(string.Join(' ', words), string.Join(' ', words.Select((word, i) => i == 50 ? "other" : word)));

        Assert.Equal([DiffKind.Skipped, DiffKind.Same, DiffKind.Gone, DiffKind.New, DiffKind.Same, DiffKind.Skipped], runs.Select(run => run.Kind));
        Assert.Equal("42", runs[0].Text);
        Assert.Equal("w42 w43 w44 w45 w46 w47 w48 w49 ", runs[1].Text);
    }

    [Fact]
    public void Of_HugeAndBrokenTexts_ComparesTheirBeginnings()
    {
        var huge = string.Concat(Enumerable.Repeat("😀 ", 1_000_000)) + "\uD800";
        Assert.All(WordDiff.Of(huge, huge + "more"), run => Assert.NotEqual(DiffKind.New, run.Kind));
        Assert.Equal(DiffKind.New, WordDiff.Of("", "\uDC00 lone")[0].Kind);
    }

    private static string Text(IEnumerable<DiffRun> runs) => string.Concat(runs.Select(run => run.Kind switch
    {
        DiffKind.Gone => $"[-{run.Text}-]",
        DiffKind.New => $"[+{run.Text}+]",
        DiffKind.Skipped => "…",
        _ => run.Text,
    }));
}
