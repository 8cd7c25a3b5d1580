using QualityReview.Reviews;

namespace QualityReview.Filters;

/// <summary>Whether a sample goes into the subset.</summary>
public enum Decision : byte
{
    Drop,
    Keep,
}

/// <summary>What a filter and people decide together, at one moment: a verdict of keep or drop wins over the filter, always;
/// unsure and no verdict leave the filter's word.</summary>
public sealed class FilterDecisions
{
    /// <param name="filterKeeps">What the filter alone keeps.</param>
    public FilterDecisions(SampleTable table, SampleSet filterKeeps)
    {
        FilterKeeps = filterKeeps;
        var (keep, drop) = (WithVerdict(table, Verdict.Keep), WithVerdict(table, Verdict.Drop));
        Kept = filterKeeps.AndNot(drop).Or(keep);
        Added = keep.AndNot(filterKeeps);
        Removed = drop.And(filterKeeps);
        Conflicts = Added.Or(Removed);
    }

    public SampleSet FilterKeeps { get; }

    /// <summary>The subset: what the filter keeps, with the overrides.</summary>
    public SampleSet Kept { get; }

    /// <summary>Dropped by the filter, kept by a person.</summary>
    public SampleSet Added { get; }

    /// <summary>Kept by the filter, dropped by a person.</summary>
    public SampleSet Removed { get; }

    /// <summary>Samples whose verdict contradicts the filter.</summary>
    public SampleSet Conflicts { get; }

    public Decision Of(int ordinal) => Kept.Contains(ordinal) ? Decision.Keep : Decision.Drop;

    public bool IsOverride(int ordinal) => Conflicts.Contains(ordinal);

    private static SampleSet WithVerdict(SampleTable table, Verdict verdict)
    {
        var words = new ulong[SampleBits.WordsFor(table.Count)];
        Span<byte> wanted = stackalloc byte[byte.MaxValue + 1];
        wanted.Clear();
        wanted[(int)verdict] = 1;
        SampleBits.Marked<byte>(table.Reviews.Verdicts, wanted, words);
        return new SampleSet(table.Count, words);
    }
}
