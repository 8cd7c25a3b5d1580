using QualityReview.Hashing;
using QualityReview.Scorers;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Tests.Scorers.Heuristics;

public sealed class CompressionScorerTests
{
    private const string Prose = """
        The harbour was quiet in the early morning, and the fishermen had not yet come back. A single gull walked along the wall,
        looking into every basket with the patience of a customs officer. Somewhere behind the warehouses a door was opened, and
        the smell of fresh bread came down to the water; it was the only sign that the town had not been left to the birds.
        """;

    private static readonly HeuristicScorer s_scorer = HeuristicScorers.All.Single(scorer => scorer.Card.Key == "compression_1");

    [Fact]
    public void Measure_RepetitionProseAndNoise_ComeInThisOrder()
    {
        var random = new SeededRandom(1);
        var noise = string.Create(2000, random, (text, draws) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)(33 + draws.NextInt(94));
            }
        });
        var repetition = s_scorer.Measure(string.Concat(Enumerable.Repeat("Buy now! ", 200))).Value;
        var prose = s_scorer.Measure(Prose).Value;
        Assert.InRange(repetition, 0, .05);
        Assert.InRange(prose, .4, .7);
        Assert.InRange(s_scorer.Measure(noise).Value, .8, 1.1);
    }

    // A dictionary inside the coder knows "The", "http://" and "<div>", and would call English repetitive.
    [Fact]
    public void Measure_EnglishAndTheSameInOtherLetters_AreAlike()
    {
        var shifted = string.Concat(Prose.Select(letter => char.IsAsciiLetterLower(letter) ? (char)('a' + (letter - 'a' + 13) % 26) : letter));
        Assert.Equal(s_scorer.Measure(Prose).Value, s_scorer.Measure(shifted).Value, .01f);
    }

    [Fact]
    public void Measure_RepetitionFarApart_IsSeen()
    {
        var random = new SeededRandom(3);
        var half = string.Concat(Enumerable.Range(0, 20_000).Select(_ => $"{random.NextInt(1_000_000)} "));
        Assert.InRange(s_scorer.Measure(half + half).Value / s_scorer.Measure(half).Value, .45, .6);
    }

    [Fact]
    public void Measure_ShortText_IsFlagged()
    {
        Assert.Equal(ScoreFlags.TooShort, s_scorer.Measure("short").Flags);
        Assert.Equal(ScoreFlags.None, s_scorer.Measure(Prose).Flags);
        Assert.True(float.IsNaN(s_scorer.Measure("").Value));
    }
}
