using QualityReview.Scorers;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Tests.Scorers.Heuristics;

public sealed class HeuristicScorersTests
{
    // Keys are stored with scores.
    [Fact]
    public void All_Keys_NeverChange() =>
        Assert.Equal(["length_1", "words_1", "compression_1", "repetition_1", "symbols_1"], HeuristicScorers.All.Select(scorer => scorer.Card.Key));

    [Fact]
    public void All_Cards_SayWhatHighMeans() => Assert.All(HeuristicScorers.All, scorer =>
    {
        Assert.StartsWith(scorer.Card.Method + "_", scorer.Card.Key, StringComparison.Ordinal);
        Assert.EndsWith(".", scorer.Card.HighMeans, StringComparison.Ordinal);
        Assert.Equal(scorer.Card.Receipt.Keys.Order(StringComparer.Ordinal), scorer.Card.Receipt.Keys);
    });

    [Fact]
    public async Task ScoreAsync_NastyTexts_GivesAValueOrAFlag()
    {
        string[] texts = ["", " ", "\n\u3000\t", "a", "é", "\ud800", "\udc00", "x\udc00\ud800y", "😀", "\0", "東", "\u202e", new string('\ud800', 1000)];
        foreach (var scorer in HeuristicScorers.All)
        {
            var chunk = await scorer.ScoreAsync(texts, null, TestContext.Current.CancellationToken);
            Assert.Equal(texts.Length, chunk.Count);
            Assert.All(chunk.Values.Zip(chunk.Flags), score => Assert.True(float.IsFinite(score.First) || score.Second == ScoreFlags.TooShort));
            Assert.Empty(chunk.Failures);
        }
    }

    // Careless counting is quadratic for some of these, and would not end.
    [Fact]
    public async Task ScoreAsync_LongTexts_IsDone()
    {
        string[] texts =
        [
            string.Concat(Enumerable.Repeat("the ", 1_250_000)),
            new('a', 500_000),
            new(' ', 500_000),
            string.Join(' ', Enumerable.Range(0, 80_000)),
            new('\ud800', 500_000),
        ];
        foreach (var scorer in HeuristicScorers.All)
        {
            var chunk = await scorer.ScoreAsync(texts, null, TestContext.Current.CancellationToken);
            Assert.Equal(texts.Length, chunk.Count);
        }

        Assert.Equal(LanguageGuess.Unknown, LanguageGuess.Of(texts[1]));
    }

    [Fact]
    public async Task ScoreAsync_Progress_AddsUpToTheSamples()
    {
        var progress = new Densities.ExactDensityTests.SummingProgress();
        await HeuristicScorers.All[0].ScoreAsync(Enumerable.Repeat("text", 150).ToArray(), progress, TestContext.Current.CancellationToken);
        Assert.Equal(150, progress.Samples);
    }

    [Fact]
    public async Task ScoreAsync_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HeuristicScorers.All[0].ScoreAsync(["text"], null, source.Token));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("a😀b", 3)]
    [InlineData("e\u0301", 2)]
    public void Length_Text_CountsCodePoints(string text, int expected) => Assert.Equal(expected, new LengthScorer().Measure(text).Value);

    // Attributes cannot hold lone surrogates.
    [Fact]
    public void Length_LoneSurrogates_CountOneEach() => Assert.Equal(3, new LengthScorer().Measure("\ud83d\ud83d\ude00\ude00").Value);

    [Theory]
    [InlineData("", 0)]
    [InlineData("  Don't stop,  now! \n", 3)]
    [InlineData("a - b — c", 3)]
    [InlineData("東京タワー is tall", 7)]
    [InlineData("한국어 문장", 2)]
    [InlineData("3.14 != x", 2)]
    public void Words_Text_CountsSpokenRuns(string text, int expected) => Assert.Equal(expected, new WordsScorer().Measure(text).Value);

    [Theory]
    [InlineData("abc", 0)]
    [InlineData("a, b", 1.0 / 3)]
    [InlineData("{}();", 1)]
    [InlineData("123 ½ Ⅷ", 0)]
    [InlineData("مُحَمَّد", 0)]
    [InlineData("می\u200cخواهم", 0)]
    [InlineData("a\u202eb\u202c", .5)]
    public void Symbols_Text_IsTheShareOfSigns(string text, double expected) => Assert.Equal(expected, new SymbolsScorer().Measure(text).Value, 6);

    [Theory]
    [InlineData("a b c d e", 0)]
    [InlineData("a b c d e a b c d e", .5)]
    [InlineData("a b c d e x a b c d e", 5.0 / 11)]
    [InlineData("a b c d e f a b c d e f", .5)]
    [InlineData("東京都内で東京都内で", .5)]
    [InlineData("A b c d e a b c d e", 0)]
    public void Repetition_Text_IsTheShareSaidBefore(string text, double expected) =>
        Assert.Equal(expected, new RepetitionScorer().Measure(text).Value, 6);

    [Fact]
    public void Repetition_RandomWords_EqualsMarkingEveryWord()
    {
        var random = new QualityReview.Hashing.SeededRandom(2);
        for (var round = 0; round < 30; round++)
        {
            var words = Enumerable.Range(0, 200).Select(_ => new string((char)('a' + random.NextInt(2)), 1 + random.NextInt(2))).ToArray();
            var marked = new bool[words.Length];
            for (var last = 4; last < words.Length; last++)
            {
                var saidBefore = Enumerable.Range(4, last - 4).Any(other => words.AsSpan(other - 4, 5).SequenceEqual(words.AsSpan(last - 4, 5)));
                for (var i = last - 4; saidBefore && i <= last; i++)
                {
                    marked[i] = true;
                }
            }

            var expected = (double)words.Where((_, i) => marked[i]).Sum(word => word.Length) / words.Sum(word => word.Length);
            Assert.Equal(expected, new RepetitionScorer().Measure(string.Join(' ', words)).Value, 6);
        }
    }
}
