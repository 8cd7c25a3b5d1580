namespace QualityReview.Filters;

/// <summary>The tests that ask for duplicates.</summary>
internal static partial class ColumnTests
{
    private static DuplicateColumn Duplicates(SampleTable table) =>
        table.Duplicates ?? throw new WrongWordsException($"The rule cannot be answered: {RuleParser.NotSought}.");

    private static void Group(DuplicateColumn duplicates, GroupTest test, Span<ulong> into)
    {
        Compare(duplicates.Groups, test.Test, into);
        Span<ulong> grouped = new ulong[into.Length];
        SampleBits.InRange(duplicates.Groups, 1, int.MaxValue, grouped);
        SampleBits.And(into, grouped);
    }

    private static void KeepOne(SampleTable table, KeepOneTest test, Span<ulong> into)
    {
        var duplicates = Duplicates(table);
        SampleBits.InRange(duplicates.Groups, -1, 0, into);
        var percentiles = test.By is KeepOneTest.First or KeepOneTest.Longest ? null : Column(table, test.By).Percentiles;
        var best = new Dictionary<int, int>();
        for (var ordinal = 0; ordinal < table.Count; ordinal++)
        {
            var group = duplicates.Groups[ordinal];
            // Only a better one takes the place of an earlier one.
            if (group > 0 && (!best.TryGetValue(group, out var known) || Rank(ordinal) > Rank(known)))
            {
                best[group] = ordinal;
            }
        }

        foreach (var ordinal in best.Values)
        {
            into[ordinal >> 6] |= 1UL << (ordinal & 63);
        }

        double Rank(int ordinal) => test.By switch
        {
            KeepOneTest.First => 0,
            KeepOneTest.Longest => table.Characters[ordinal],
            _ => float.IsNaN(percentiles![ordinal]) ? -1 : percentiles[ordinal],
        };
    }
}
