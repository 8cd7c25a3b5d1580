namespace QualityReview.Filters;

/// <summary>One version of a filter with how it came to be.</summary>
/// <param name="Change">What differs from the version before; null for the first.</param>
public sealed record FilterVersion(Filter Filter, string Author, DateTimeOffset CreatedAt, RuleChange? Change);

/// <summary>What one rule has that another lacks, by the terms that they join by "and".</summary>
/// <param name="Added">Canonical texts.</param>
/// <param name="Removed">Canonical texts.</param>
public sealed record RuleChange(IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    public static RuleChange Of(string before, string after)
    {
        var (old, now) = (Terms(FilterRule.Parse(before)), Terms(FilterRule.Parse(after)));
        return new RuleChange([.. now.Except(old)], [.. old.Except(now)]);
    }

    private static IReadOnlyList<string> Terms(FilterNode rule) => rule is AndNode and ? [.. and.Terms.Select(term => term.ToString())] : [rule.ToString()];
}
