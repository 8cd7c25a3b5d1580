using QualityReview.Filters;

namespace QualityReview.Recipes;

/// <summary>What became of a sample in a recipe: the step that took it out, or none.</summary>
public enum Fate : byte
{
    Kept,

    /// <summary>A verdict of keep: no later step takes it out.</summary>
    KeptByPerson,

    /// <summary>The filters drop it.</summary>
    Filter,

    /// <summary>A verdict of drop.</summary>
    Verdict,

    /// <summary>A verdict of unsure, which this recipe drops.</summary>
    Unsure,

    /// <summary>Another one of its group of duplicates stays.</summary>
    Duplicate,

    /// <summary>Not drawn for a quota.</summary>
    Quota,

    /// <summary>Not drawn by a weight below 1.</summary>
    Weight,

    /// <summary>Not drawn for the target.</summary>
    Target,
}

/// <summary>The names of fates, as files and pages spell them.</summary>
public static class FateNames
{
    public static string Of(Fate fate) => fate switch
    {
        Fate.Kept => "kept",
        Fate.KeptByPerson => "kept by a verdict",
        _ => fate.ToString().ToLowerInvariant(),
    };
}

/// <summary>What a recipe takes out of a dataset. Never changes; safe for many readers.</summary>
public sealed class Selection
{
    private readonly Fate[] _fates;
    private readonly byte[]? _copies;
    private readonly double[]? _probabilities;

    internal Selection(Fate[] fates, byte[]? copies, double[]? probabilities, string? unknown)
    {
        (_fates, _copies, _probabilities, UnknownProbabilities) = (fates, copies, probabilities, unknown);
        Counts = new int[Enum.GetValues<Fate>().Length];
        for (var ordinal = 0; ordinal < fates.Length; ordinal++)
        {
            Counts[(int)fates[ordinal]]++;
            Lines += CopiesOf(ordinal);
        }

        Kept = SampleSet.Of(fates.Length, KeptOrdinals());
    }

    /// <summary>Samples of the subset, each once.</summary>
    public SampleSet Kept { get; }

    /// <summary>Samples of the subset with their copies.</summary>
    public long Lines { get; }

    /// <summary>Samples by <see cref="Fate"/>.</summary>
    internal int[] Counts { get; }

    /// <summary>Whether the recipe gives weights, so that a sample may stand several times.</summary>
    public bool HasCopies => _copies is not null;

    /// <summary>Whether quotas, weights or a target draw at random.</summary>
    public bool Draws => _probabilities is not null || UnknownProbabilities is not null;

    /// <summary>One sentence why inclusion probabilities are not known; null where they are, or where nothing is drawn.</summary>
    public string? UnknownProbabilities { get; }

    public int CountOf(Fate fate) => Counts[(int)fate];

    public Fate FateOf(int ordinal) => _fates[ordinal];

    /// <summary>How often the sample stands in the subset; 0 where it does not.</summary>
    public int CopiesOf(int ordinal) => _fates[ordinal] > Fate.KeptByPerson ? 0 : _copies?[ordinal] ?? 1;

    /// <summary>With what probability the recipe's own draws keep a sample that they kept; NaN where that is not known.</summary>
    public double ProbabilityOf(int ordinal) => UnknownProbabilities is not null ? double.NaN : _probabilities?[ordinal] ?? 1;

    private IEnumerable<int> KeptOrdinals()
    {
        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            if (_fates[ordinal] <= Fate.KeptByPerson)
            {
                yield return ordinal;
            }
        }
    }
}
