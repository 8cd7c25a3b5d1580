using QualityReview.Hashing;

namespace QualityReview.Scorers.Heuristics;

/// <summary>Share of a text's characters that lie in five-word runs said before in the text.</summary>
/// <remarks>The "duplicate 5-grams" of Gopher's repetition filter (Rae et al. 2021, arXiv 2112.11446, table A1), which drops texts above .15.
/// The first occurrence does not count, no character counts twice, and white space is left out. Toy example: of
/// "a b c d e a b c d e", the second half was said before: .5.</remarks>
public sealed class RepetitionScorer : HeuristicScorer
{
    private const int RunWords = 5;

    // Signs and the blank after them: a guess, so that the set need not grow.
    private const int AverageWord = 5;

    public override ScorerCard Card { get; } = new()
    {
        Key = "repetition_1",
        Method = "repetition",
        Title = "Repetition",
        HighMeans = "Much of the text repeats runs of five words that came before.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "share of characters",
        Receipt = new Dictionary<string, string> { ["counts"] = "second and later 5-word runs", ["source"] = "Rae et al. 2021, table A1" },
        Caveat = "Repeated signs within a word do not count; the compression score sees those.",
    };

    public override Measurement Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seen = new HashSet<ulong>(text.Length / AverageWord);
        Span<ulong> hashes = stackalloc ulong[RunWords];
        Span<int> lengths = stackalloc int[RunWords];
        long characters = 0, repeated = 0, words = 0, repeatedUpTo = 0;
        foreach (var word in new TextWords(text))
        {
            var slot = (int)(words++ % RunWords);
            hashes[slot] = StableHash.Of(word);
            lengths[slot] = word.Length;
            characters += word.Length;
            if (words < RunWords || seen.Add(RunHash(hashes, words)))
            {
                continue;
            }

            // Words before repeatedUpTo were counted with an overlapping run.
            for (var place = Math.Max(repeatedUpTo, words - RunWords); place < words; place++)
            {
                repeated += lengths[(int)(place % RunWords)];
            }

            repeatedUpTo = words;
        }

        return characters == 0
            ? Measurement.None
            : new Measurement((float)((double)repeated / characters), words < RunWords ? ScoreFlags.TooShort : ScoreFlags.None);
    }

    private static ulong RunHash(ReadOnlySpan<ulong> hashes, long words)
    {
        ulong run = 0;
        for (var place = words - RunWords; place < words; place++)
        {
            run = SplitMix64.Mix(run ^ hashes[(int)(place % RunWords)]);
        }

        return run;
    }
}
