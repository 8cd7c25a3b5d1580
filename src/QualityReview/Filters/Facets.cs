using System.Buffers;

namespace QualityReview.Filters;

/// <summary>A name with the number of samples of a set that have it.</summary>
public sealed record FacetCount(string Name, int Count);

/// <summary>The flags of one scorer.</summary>
public sealed record FlagFacet(string Key, IReadOnlyList<FacetCount> Flags);

/// <summary>What a set of samples is made of. Every name that the table has is counted, also at 0; most frequent first, then by
/// name. An empty name stands for samples without one.</summary>
/// <param name="Verdicts">In the order keep, drop, unsure, none.</param>
/// <param name="Flags">One a scorer, its flags in their fixed order.</param>
public sealed record Facets(
    IReadOnlyList<FacetCount> Sources,
    IReadOnlyList<FacetCount> Languages,
    IReadOnlyList<FacetCount> Verdicts,
    IReadOnlyList<FacetCount> Reviewers,
    IReadOnlyList<FlagFacet> Flags)
{
    /// <summary>Clusters by their numbers; none where the dataset is not clustered.</summary>
    public IReadOnlyList<FacetCount> Clusters { get; init; } = [];

    /// <summary>In the order unique, first, copy, unchecked; empty where duplicates have not been sought.</summary>
    public IReadOnlyList<FacetCount> Duplicates { get; init; } = [];

    public static Facets Of(SampleTable table, SampleSet set) => new(
        Of(table, set, SampleField.Source),
        Of(table, set, SampleField.Language),
        Of(table, set, SampleField.Verdict),
        Of(table, set, SampleField.Reviewer),
        FlagsOf(table, set))
    {
        Clusters = Of(table, set, SampleField.Cluster),
        Duplicates = Of(table, set, SampleField.Duplicate),
    };

    /// <summary>One facet alone.</summary>
    public static IReadOnlyList<FacetCount> Of(SampleTable table, SampleSet set, SampleField field) => field switch
    {
        SampleField.Source => Named(table.Sources.Codes, set, () => table.Sources.Names),
        SampleField.Language => Named(table.Languages.Codes, set, () => table.Languages.Names),
        SampleField.Verdict => VerdictsOf(table, set),
        SampleField.Reviewer => Named(table.Reviews.ReviewerCodes, set, () => table.Reviews.Reviewers),
        SampleField.Cluster => table.Clusters is null ? [] : Named(table.ClusterCodes.Codes, set, () => table.ClusterCodes.Names),
        SampleField.Duplicate => table.Duplicates is { } duplicates ? DuplicatesOf(duplicates, set) : [],
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Samples are not counted by this field."),
    };

    /// <summary>The flags of every scorer.</summary>
    public static IReadOnlyList<FlagFacet> FlagsOf(SampleTable table, SampleSet set) => [.. table.Scores.Select(column => FlagsOf(column, set))];

    private static FacetCount[] VerdictsOf(SampleTable table, SampleSet set)
    {
        Span<int> verdicts = stackalloc int[byte.MaxValue + 1];
        verdicts.Clear();
        SetCounts.Add<byte>(table.Reviews.Verdicts, set, verdicts);
        return [new("keep", verdicts[1]), new("drop", verdicts[2]), new("unsure", verdicts[3]), new("none", verdicts[0])];
    }

    private static FacetCount[] DuplicatesOf(DuplicateColumn column, SampleSet set)
    {
        Span<int> counts = stackalloc int[byte.MaxValue + 1];
        counts.Clear();
        SetCounts.Add<byte>(column.Kinds, set, counts);
        var facets = new FacetCount[RuleWords.Duplicates.Length];
        for (var kind = 0; kind < facets.Length; kind++)
        {
            facets[kind] = new FacetCount(RuleWords.Duplicates[kind], counts[kind]);
        }

        return facets;
    }

    /// <param name="names">Asked after counting: a reviewer may appear meanwhile.</param>
    private static FacetCount[] Named(ushort[] codes, SampleSet set, Func<IReadOnlyList<string>> names)
    {
        var counts = ArrayPool<int>.Shared.Rent(ushort.MaxValue + 1);
        try
        {
            counts.AsSpan().Clear();
            SetCounts.Add<ushort>(codes, set, counts);
            return [.. names().Select((name, code) => new FacetCount(name, counts[code]))
                .OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Name, StringComparer.Ordinal)];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    private static FlagFacet FlagsOf(ScoreColumn column, SampleSet set)
    {
        Span<int> counts = stackalloc int[byte.MaxValue + 1];
        counts.Clear();
        if (column.HasFlags)
        {
            SetCounts.Add(column.FlagBytes, set, counts);
        }

        var facets = new FacetCount[RuleWords.Flags.Length];
        for (var i = 0; i < facets.Length; i++)
        {
            var flag = (int)RuleWords.FlagOf(RuleWords.Flags[i])!;
            var count = 0;
            for (var flags = 0; flags < counts.Length; flags++)
            {
                count += (flags & flag) != 0 ? counts[flags] : 0;
            }

            facets[i] = new FacetCount(RuleWords.Flags[i], count);
        }

        return new FlagFacet(column.Card.Key, facets);
    }
}
