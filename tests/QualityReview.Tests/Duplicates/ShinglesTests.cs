using QualityReview.Duplicates;

namespace QualityReview.Tests.Duplicates;

public sealed class ShinglesTests
{
    [Theory]
    [InlineData("Don’t STOP—東京!", "don t stop 東 京")]
    [InlineData("ﬁne Ａ１ ½", "fine A1 1⁄2")]
    [InlineData("soft\u00ADly zero\u200Bwidth \u202Eturned", "softly zerowidth turned")]
    [InlineData("STRASSE Éte\u0301 E\u0301TE\u0301", "strasse été été")]
    [InlineData("a\r\n\r\nb,;c", "A B C")]
    [InlineData("ภาษาไทย", "ภ า ษ า ไ ท ย")]
    [InlineData("lone \uD800 half", "lone half")]
    public void Of_DifferentSpelling_IsTheSameText(string one, string other) => Assert.Equal(Shingles.Of(one, 5).Key, Shingles.Of(other, 5).Key);

    [Theory]
    [InlineData("a b c", "a c b")]
    [InlineData("a b", "a b b")]
    [InlineData("ab c", "a bc")]
    [InlineData("!!!", "???")]
    [InlineData("", "!")]
    [InlineData("résumé", "resume")]
    public void Of_OtherWords_IsAnotherText(string one, string other) => Assert.NotEqual(Shingles.Of(one, 5).Key, Shingles.Of(other, 5).Key);

    [Theory]
    [InlineData("one two three four five", 5, 0)]
    [InlineData("one two three four five six", 5, 4)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", 5, 17)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", 5, 16)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 2, 9)]
    [InlineData("a a a a a a a a", 5, 1)]
    [InlineData("春眠不覺曉處處聞啼鳥夜來風雨聲花落知多少", 5, 16)]
    public void Of_Length_ChoosesTheSizeOfRuns(string text, int size, int distinct) => Assert.Equal(distinct, Shingles.SetOf(Shingles.Of(text, size).InOrder).Length);

    [Fact]
    public void Of_RunsInTheMiddleOfOtherText_AreTheSameRuns()
    {
        var words = string.Join(' ', Enumerable.Range(0, 60));
        var inside = Shingles.Of($"before it {words} and behind", 5).InOrder;
        Assert.Equal(Shingles.Of(words, 5).InOrder, inside[2..^2]);
    }

    [Theory]
    [InlineData(new uint[] { 1, 2, 3 }, new uint[] { 2, 3, 4 }, .5, 2 / 3.0)]
    [InlineData(new uint[] { 1, 2 }, new uint[] { 1, 2, 3, 4 }, .5, 1)]
    [InlineData(new uint[] { 1 }, new uint[] { 2 }, 0, 0)]
    [InlineData(new uint[] { }, new uint[] { }, 0, 0)]
    public void Likeness_TwoSets_IsAsDefined(uint[] one, uint[] other, double similarity, double containment)
    {
        Assert.Equal((similarity, containment), (Likeness.Of(one, other).Similarity, Likeness.Of(one, other).Containment));
        Assert.Equal(Likeness.Of(one, other), Likeness.Of(other, one));
    }

    [Fact]
    public void Own_BoilerplateAroundABody_GoesUnlessItIsNearlyAll()
    {
        var counts = new ShingleCounts(1000);
        var boilerplate = Enumerable.Range(1, 60).Select(i => (uint)i * 0x0100_0193).ToArray();
        for (var text = 0; text <= ShingleCounts.Common; text++)
        {
            counts.Add(boilerplate);
        }

        uint[] body = [.. Enumerable.Range(1, 20).Select(i => (uint)i * 0x9E37_79B1)];
        Assert.Equal(Shingles.SetOf(body), counts.Own([.. boilerplate[..40], .. body, .. boilerplate[40..]]));
        // Words changed here and there leave no stretch of its own: the text is a copy of what many have.
        uint[] scattered = [.. boilerplate.SelectMany((shingle, i) => i % 3 == 0 ? new[] { shingle, body[i / 3] } : [shingle])];
        Assert.Equal(Shingles.SetOf(scattered), counts.Own(scattered));
        Assert.Equal(Shingles.SetOf(boilerplate), counts.Own(boilerplate));
    }
}
