using System.Globalization;
using QualityReview.Filters;

namespace QualityReview.Comparisons;

/// <summary>By what the make-up of a subset is told.</summary>
public enum MixBy
{
    Source,
    Language,

    /// <summary>Of the text, in code points.</summary>
    Length,
    Cluster,
}

/// <summary>A source, a language, a range of lengths or a cluster.</summary>
/// <param name="Name">As the table names it; empty for samples that have none.</param>
/// <param name="Rule">Finds its samples; null where no rule can.</param>
/// <param name="All">Samples of the dataset.</param>
/// <param name="Kept">Samples that each filter keeps.</param>
public sealed record MixGroup(string Name, FilterNode? Rule, int All, IReadOnlyList<int> Kept);

/// <summary>What a dataset and the subsets of filters are made of. Groups without samples are left out; the largest come first,
/// lengths in their own order.</summary>
/// <param name="All">Samples of the dataset.</param>
/// <param name="Kept">Samples that each filter keeps.</param>
public sealed record FilterMix(MixBy By, int All, IReadOnlyList<int> Kept, IReadOnlyList<MixGroup> Groups)
{
    /// <summary>Where ranges of length begin.</summary>
    public static IReadOnlyList<int> LengthsFrom { get; } = [0, 100, 300, 1_000, 3_000, 10_000, 30_000];

    /// <param name="sets">What each filter keeps.</param>
    public static FilterMix Of(SampleTable table, MixBy by, IReadOnlyList<SampleSet> sets, CancellationToken cancellation = default)
    {
        var (codes, names) = by switch
        {
            MixBy.Source => (table.Sources.Codes, table.Sources.Names),
            MixBy.Language => (table.Languages.Codes, table.Languages.Names),
            MixBy.Cluster => (table.ClusterCodes.Codes, table.ClusterCodes.Names),
            _ => (Array.ConvertAll(table.Characters, LengthCode), [.. LengthsFrom.Select((from, code) => LengthName(from, code))]),
        };
        var all = Count(codes, SampleSet.All(table.Count), names.Count);
        var kept = sets.Select(set =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Count(codes, set, names.Count);
        }).ToArray();
        var groups = names
            .Select((name, code) => new MixGroup(name, RuleOf(by, name, code), all[code], [.. kept.Select(counts => counts[code])]))
            .Where(group => group.All > 0);
        return new FilterMix(
            by,
            table.Count,
            [.. sets.Select(set => set.Count)],
            [.. by == MixBy.Length ? groups : groups.OrderByDescending(group => group.All).ThenBy(group => group.Name, StringComparer.Ordinal)]);
    }

    private static int[] Count(ushort[] codes, SampleSet set, int names)
    {
        var counts = new int[names];
        SetCounts.Add<ushort>(codes, set, counts);
        return counts;
    }

    private static ushort LengthCode(int characters)
    {
        var code = LengthsFrom.Count - 1;
        while (characters < LengthsFrom[code])
        {
            code--;
        }

        return (ushort)code;
    }

    private static string LengthName(int from, int code) => code + 1 < LengthsFrom.Count
        ? string.Create(CultureInfo.InvariantCulture, $"{from:N0}–{LengthsFrom[code + 1] - 1:N0}")
        : string.Create(CultureInfo.InvariantCulture, $"{from:N0} and more");

    private static FilterNode? RuleOf(MixBy by, string name, int code) => by switch
    {
        MixBy.Length when code + 1 < LengthsFrom.Count => new LengthTest(new NumberTest(NumberOperator.In, LengthsFrom[code], LengthsFrom[code + 1] - 1)),
        MixBy.Length => new LengthTest(new NumberTest(NumberOperator.GreaterOrEqual, LengthsFrom[code])),
        MixBy.Cluster when name.Length == 0 => null,
        _ => new FieldTest(by switch { MixBy.Source => SampleField.Source, MixBy.Language => SampleField.Language, _ => SampleField.Cluster }, new NameTest(NameOperator.Is, [name])),
    };
}
