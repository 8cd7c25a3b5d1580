using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Tests.Comparisons;

/// <summary>Waves of verdicts for tests.</summary>
internal static class SomeWaves
{
    public static IReadOnlyDictionary<int, PeopleVoice> NothingSettled { get; } = new Dictionary<int, PeopleVoice>();

    /// <summary>Items that one person has judged.</summary>
    public static PeopleWave Judged(IEnumerable<(int Ordinal, double Chance, bool Good)> items, string name = "first", string frameKey = "all", SampleSet? frame = null) => new()
    {
        Name = name,
        FrameKey = frameKey,
        Frame = frame,
        Items = [.. items.Select(item => Item(item.Ordinal, item.Chance, item.Good ? Verdict.Keep : Verdict.Drop))],
    };

    /// <summary>An item with one verdict a person, in this order; none where nobody has judged it.</summary>
    public static PeopleItem Item(int ordinal, double chance, params Verdict[] verdicts) =>
        new(ordinal, chance, [.. verdicts.Select((verdict, i) => new PeopleVoice($"person {i}", 1 + i, verdict))]);
}
