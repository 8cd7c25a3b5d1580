using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samplers;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Filters;

/// <summary>Tables of invented samples with heavy ties, missing scores, flags and verdicts.</summary>
internal static class RandomTable
{
    public static readonly string[] Sources = ["docs", "books", "forum \"x\"", ""];

    public static readonly string[] Languages = ["en", "de", "zh-Hant"];

    public static readonly string[] Reviewers = ["ann", "bob b."];

    public static readonly string[] Keys = ["ask_llm_a_1", "ask_llm_b_1", "perplexity_mini_1", "length_1"];

    public const int Clusters = 7;

    public static SampleTable Of(int samples, ulong seed)
    {
        var dice = new Dice(seed);
        var ofGroups = new Dice(seed + 1);
        var reviews = new ReviewColumns(samples);
        for (var ordinal = 0; ordinal < samples; ordinal++)
        {
            if (dice.Chance(40))
            {
                reviews.Set(ordinal, (Verdict)dice.Below(4), dice.Pick(Reviewers));
            }
        }

        return new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(Many(samples, () => dice.Pick(Sources))),
            Languages = NamedCodes.Of(Many(samples, () => dice.Pick(Languages))),
            Characters = Many(samples, () => dice.Below(300)),
            Reviews = reviews,
            // Groups of any size, some of one; the last tenth was imported after duplicates were sought.
            Duplicates = new DuplicateColumn(1, [.. Enumerable.Range(0, samples).Select(ordinal => ordinal >= samples * 9 / 10 ? -1 : ofGroups.Chance(50) ? 0 : 1 + ofGroups.Below((samples / 8) + 1))]),
            Scores =
            [
                Scores(Keys[0], "ask_llm", ScoreDirection.HigherIsBetter, () => dice.Below(11) / 10f),
                Scores(Keys[1], "ask_llm", ScoreDirection.HigherIsBetter, () => dice.Below(100_000) / 1e5f),
                Scores(Keys[2], "perplexity", ScoreDirection.LowerIsBetter, () => (dice.Below(40) / 10f) - 1),
                Scores(Keys[3], "length", ScoreDirection.HigherIsMore, () => dice.Below(3)),
            ],
            Clusters = ClustersOf(samples, new Dice(seed + 1)),
        });

        ScoreValues Scores(string key, string method, ScoreDirection direction, Func<float> draw) => new(
            Some.Card(key, direction) with { Method = method },
            Many(samples, () => dice.Chance(15) ? float.NaN : draw()),
            [.. Many(samples, () => dice.Chance(20) ? (ScoreFlags)dice.Below(16) : ScoreFlags.None)]);
    }

    private static ClusterColumns ClustersOf(int samples, Dice dice) => new(
        new Clustering { ClusteringId = 1, DatasetId = 1, EmbedderKey = "embedder_tests_1", Settings = "{}", SettingsHash = "", Clusters = Clusters, SampleCount = samples, MeanCosine = 1, HasMap = true, CreatedAt = default },
        Many(samples, () => dice.Chance(20) ? ClusterColumns.None : (ushort)dice.Below(Clusters)),
        [.. Enumerable.Range(1, Clusters).Select(number => new Cluster(number, 1, ["word"]))],
        new SampleMap(Many(samples, () => (ushort)dice.Below(10)), Many(samples, () => (ushort)dice.Below(10))));

    /// <summary>Samples of which nothing is known but the scores of the scorer k.</summary>
    public static SampleTable OneScorer(float[] values, ScoreDirection direction) => new(new SampleColumns
    {
        Sources = NamedCodes.Of(values.Select(_ => "docs")),
        Languages = NamedCodes.Of(values.Select(_ => "en")),
        Characters = new int[values.Length],
        Reviews = new ReviewColumns(values.Length),
        Scores = [new ScoreValues(Some.Card("k_1", direction), values, new ScoreFlags[values.Length])],
    });

    private static T[] Many<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}

/// <summary>Finds samples by number theory, so that tests can foretell the answer.</summary>
internal sealed class ModuloLookup(int samples) : ISampleLookup
{
    public int Calls { get; private set; }

    public static bool Contains(string words, int ordinal) => ordinal % (words.Length + 2) == 0;

    public static bool HasMeta(string field, string value, int ordinal) => (ordinal + field.Length) % (value.Length + 2) == 1;

    /// <summary>Samples that a search with a time limit gets through.</summary>
    public int InTime { get; init; } = int.MaxValue;

    public bool Containing(string words, int count, ulong[] into, TimeSpan? limit, CancellationToken cancellation)
    {
        var end = limit is null ? count : Math.Min(count, InTime);
        foreach (var ordinal in Where(ordinal => ordinal < end && Contains(words, ordinal)))
        {
            into[ordinal >> 6] |= 1UL << (ordinal & 63);
        }

        return end == count;
    }

    public bool ContainingAmong(string words, ReadOnlySpan<ulong> among, ulong[] into, CancellationToken cancellation)
    {
        foreach (var ordinal in Where(ordinal => Contains(words, ordinal)))
        {
            into[ordinal >> 6] |= among[ordinal >> 6] & (1UL << (ordinal & 63));
        }

        return true;
    }

    public IEnumerable<int> WithIds(IReadOnlyList<string> ids, CancellationToken cancellation) => Where(ordinal => ids.Contains($"s-{ordinal}"));

    public IEnumerable<int> WithMeta(string field, IReadOnlyList<string> values, CancellationToken cancellation) =>
        Where(ordinal => values.Any(value => HasMeta(field, value, ordinal)));

    /// <summary>Every third sample has no such field.</summary>
    public static double? NumberOf(string field, int ordinal) => ordinal % 3 == 1 ? null : ((ordinal * 7) % 13) - 3 + (field.Length / 2.0);

    public IEnumerable<int> WithMetaNumber(string field, NumberTest test, CancellationToken cancellation) => Where(ordinal => NumberOf(field, ordinal) is { } number && test.Accepts(number));

    public IEnumerable<int> WithMetaField(string field, CancellationToken cancellation) => Where(ordinal => NumberOf(field, ordinal) is not null);

    public ulong[] IdHashes(int count, CancellationToken cancellation)
    {
        Calls++;
        return [.. Enumerable.Range(0, count).Select(ordinal => InversePropensity.IdHash($"s-{ordinal}"))];
    }

    private IEnumerable<int> Where(Func<int, bool> test)
    {
        Calls++;
        return Enumerable.Range(0, samples).Where(test).Reverse();
    }
}
