using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Rules;

/// <summary>A dataset of made-up scores, the same for every run.</summary>
internal static class MadeSamples
{
    public const int Scorers = 6;

    private static readonly string[] s_keys = ["ask_llm_1", "perplexity_1", "density_1", "length_1", "repetition_1", "symbols_1"];
    private static readonly string[] s_languages = ["en", "en", "en", "de", "fr", "es", "ja", "und"];
    private static readonly string[] s_reviewers = ["ann", "ben", "cho"];

    public static SampleTable Make(int count)
    {
        var random = new SeededRandom(1);
        var characters = new int[count];
        var sources = new string[count];
        var languages = new string[count];
        var reviews = new ReviewColumns(count);
        var scores = s_keys.Select((key, i) => new ScoreValues(
            Some.Card(key, i == 1 ? ScoreDirection.LowerIsBetter : ScoreDirection.HigherIsBetter), new float[count], new ScoreFlags[count])).ToArray();
        for (var i = 0; i < count; i++)
        {
            characters[i] = (int)Math.Exp(6.5 + random.NextNormal());
            // Few large sources and many small ones.
            sources[i] = $"source-{(int)(40 * random.NextDouble() * random.NextDouble() * random.NextDouble())}";
            languages[i] = s_languages[random.NextInt(s_languages.Length)];
            if (random.NextInt(50) == 0)
            {
                reviews.Set(i, (Verdict)(1 + random.NextInt(3)), s_reviewers[random.NextInt(s_reviewers.Length)]);
            }
            // A good sample is good by most scorers.
            var quality = random.NextNormal();
            foreach (var column in scores)
            {
                var failed = random.NextInt(100) == 0;
                column.Values[i] = failed ? float.NaN : (float)(quality + random.NextNormal());
                column.Flags[i] = failed ? ScoreFlags.Failed : random.NextInt(30) == 0 ? ScoreFlags.TooShort : random.NextInt(60) == 0 ? ScoreFlags.Truncated : ScoreFlags.None;
            }
        }
        return new SampleTable(new SampleColumns
        {
            Characters = characters,
            Sources = NamedCodes.Of(sources),
            Languages = NamedCodes.Of(languages),
            Reviews = reviews,
            Scores = scores,
        });
    }
}
