using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Web.Duplicates;

/// <summary>Which copies a verdict on all of them falls on.</summary>
internal static class DuplicateActs
{
    /// <summary>The copies of all groups that nobody has judged.</summary>
    public static IReadOnlyList<int> Unjudged(SampleTable table)
    {
        var kept = new HashSet<int>();
        var copies = new List<int>();
        var groups = table.Duplicates!.Groups;
        for (var ordinal = 0; ordinal < groups.Length; ordinal++)
        {
            // A group whose first was dropped keeps the next one: one of each always stays.
            if (groups[ordinal] > 0 && table.Reviews.VerdictOf(ordinal) != Verdict.Drop && !kept.Add(groups[ordinal]) && table.Reviews.VerdictOf(ordinal) == Verdict.None)
            {
                copies.Add(ordinal);
            }
        }

        return copies;
    }

    /// <inheritdoc cref="Unjudged(SampleTable)"/>
    /// <param name="members">Of one group, ascending.</param>
    public static IReadOnlyList<int> Unjudged(SampleTable table, IReadOnlyList<int> members) =>
        [.. members.Where(ordinal => table.Reviews.VerdictOf(ordinal) != Verdict.Drop).Skip(1).Where(ordinal => table.Reviews.VerdictOf(ordinal) == Verdict.None)];
}
