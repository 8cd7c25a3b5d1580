using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.TestKit.Made;

/// <summary>What is made up of one sample.</summary>
/// <param name="Scores">One a scorer; NaN where it failed.</param>
public sealed record MadeSample(FoundSample Found, float[] Scores, ScoreFlags[] Flags);

/// <summary>A dataset of any size out of a seed: the same sample stands at the same place in every size. Safe for many readers.</summary>
/// <param name="material">Text that the samples are cut out of; longer than a few thousand characters.</param>
/// <param name="bytes">Mean length of a text in characters; lengths are log-normal.</param>
public sealed class MadeDataset(string material, int bytes, ulong seed = 1)
{
    private const double Spread = .5;

    private static readonly string[] _languages = ["en", "en", "en", "en", "de", "fr", "es", "ja", "und"];
    private static readonly string[] _licences = ["MIT", "CC-BY-4.0", "CC0-1.0", "unknown"];
    private static readonly string[] _reviewers = ["ann", "ben", "cho"];

    /// <summary>The scorers, the three main methods first. Perplexity is better when it is lower.</summary>
    public static IReadOnlyList<ScorerCard> Cards { get; } =
    [
        Some.Card("ask_llm_1", ScoreDirection.HigherIsBetter, "tokens"),
        Some.Card("perplexity_1", ScoreDirection.LowerIsBetter, "tokens"),
        Some.Card("density_1", ScoreDirection.HigherIsMore),
        Some.Card("length_1"),
        Some.Card("repetition_1", ScoreDirection.LowerIsBetter),
        Some.Card("symbols_1", ScoreDirection.LowerIsBetter),
    ];

    public static string IdOf(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"made-{ordinal:00000000}");

    public MadeSample At(int ordinal)
    {
        var random = new SeededRandom(StableHash.Of(ordinal, seed));
        var length = Math.Clamp((int)(bytes * Math.Exp((Spread * random.NextNormal()) - (Spread * Spread / 2))), 20, material.Length / 2);
        var start = material.IndexOf(' ', random.NextInt(material.Length - length - 1)) + 1;
        var text = string.Concat(IdOf(ordinal), ". ", material.AsSpan(start, Math.Min(length, material.Length - start)));
        // Half a character is no text.
        text = char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
        // Few large sources and many small ones.
        var source = (int)(40 * random.NextDouble() * random.NextDouble() * random.NextDouble());
        var meta = random.NextInt(10) == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $$"""{"licence":"{{_licences[random.NextInt(_licences.Length)]}}","year":{{2000 + random.NextInt(26)}}}""");
        var found = new FoundSample(
            ordinal + 1L, IdOf(ordinal), text, string.Create(CultureInfo.InvariantCulture, $"source-{source}"), _languages[random.NextInt(_languages.Length)], meta);
        return new MadeSample(found, new float[Cards.Count], new ScoreFlags[Cards.Count]).Scored(random);
    }

    /// <summary>Verdicts on one sample in fifty, at most <paramref name="most"/>.</summary>
    public static IEnumerable<ReviewRequest> Verdicts(long datasetId, int samples, int most, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var count = Math.Min(samples / 50, most);
        for (var i = 0; i < count; i++)
        {
            yield return new ReviewRequest
            {
                DatasetId = datasetId,
                Ordinal = random.NextInt(samples),
                Author = _reviewers[random.NextInt(_reviewers.Length)],
                Verdict = (Verdict)(1 + random.NextInt(3)),
                ClientKey = string.Create(CultureInfo.InvariantCulture, $"made-{datasetId}-{i}"),
            };
        }
    }
}

file static class Scoring
{
    public static MadeSample Scored(this MadeSample sample, SeededRandom random)
    {
        // A good sample is good by most scorers.
        var quality = random.NextNormal();
        for (var i = 0; i < sample.Scores.Length; i++)
        {
            var failed = random.NextInt(500) == 0;
            var good = MadeDataset.Cards[i].Direction == ScoreDirection.LowerIsBetter ? -quality : quality;
            sample.Scores[i] = failed ? float.NaN : (float)(good + random.NextNormal());
            sample.Flags[i] = failed ? ScoreFlags.Failed : random.NextInt(30) == 0 ? ScoreFlags.TooShort : random.NextInt(60) == 0 ? ScoreFlags.Truncated : ScoreFlags.None;
        }

        return sample;
    }
}
