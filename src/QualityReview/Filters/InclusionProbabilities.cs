namespace QualityReview.Filters;

/// <summary>With what probability the random draws of a rule keep each sample: what estimates weight by the inverse of.</summary>
public sealed class InclusionProbabilities
{
    private readonly Func<int, double> _of;

    private InclusionProbabilities(IReadOnlyList<FilterNode> draws, string? unknown, Func<int, double> of) => (Draws, Unknown, _of) = (draws, unknown, of);

    /// <summary>Each <see cref="RandomTest"/> and <see cref="IpsTest"/> of the rule once, in the order of the rule; empty where all is certain.</summary>
    public IReadOnlyList<FilterNode> Draws { get; }

    /// <summary>One sentence why the probabilities are not known, or null.</summary>
    public string? Unknown { get; }

    public static InclusionProbabilities Of(FilterNode rule, FilterEvaluator evaluator, CancellationToken cancellation = default)
    {
        List<FilterNode> draws = [.. DrawsOf(rule)];
        var shared = draws.GroupBy(StreamOf).FirstOrDefault(group => group.Count() > 1);
        var unknown = shared is null ? null : $"Not known: {string.Join(" and ", shared)} share their seed, so that one tells of the other.";
        return new InclusionProbabilities([.. draws.Distinct()], unknown, unknown is null ? Term(rule, evaluator, cancellation) : _ => double.NaN);
    }

    /// <summary>0..1; 1 where no draw decides. NaN where it is not known.</summary>
    public double Of(int ordinal) => _of(ordinal);

    /// <summary>Whether a rule draws at random.</summary>
    public static bool DrawsIn(FilterNode rule) => DrawsOf(rule).Any();

    private static IEnumerable<FilterNode> DrawsOf(FilterNode node) => node switch
    {
        AndNode and => and.Terms.SelectMany(DrawsOf),
        OrNode or => or.Terms.SelectMany(DrawsOf),
        NotNode not => DrawsOf(not.Term),
        RandomTest or IpsTest => [node],
        _ => [],
    };

    // Draws of one kind and seed take the same number for a sample.
    private static (bool IsIps, int Seed) StreamOf(FilterNode draw) => draw is IpsTest ips ? (true, ips.Seed) : (false, ((RandomTest)draw).Seed);

    // Draws of other seeds are independent: probabilities multiply.
    private static Func<int, double> Term(FilterNode node, FilterEvaluator evaluator, CancellationToken cancellation)
    {
        if (!DrawsOf(node).Any())
        {
            var set = evaluator.Evaluate(node, cancellation);
            return ordinal => set.Contains(ordinal) ? 1 : 0;
        }

        switch (node)
        {
            case AndNode and:
                var all = and.Terms.Select(term => Term(term, evaluator, cancellation)).ToArray();
                return ordinal => all.Aggregate(1.0, (product, term) => product * term(ordinal));
            case OrNode or:
                var any = or.Terms.Select(term => Term(term, evaluator, cancellation)).ToArray();
                return ordinal => 1 - any.Aggregate(1.0, (product, term) => product * (1 - term(ordinal)));
            case NotNode not:
                var inner = Term(not.Term, evaluator, cancellation);
                return ordinal => 1 - inner(ordinal);
            case RandomTest random:
                return _ => random.Percent / 100;
            default:
                return evaluator.Draw((IpsTest)node, cancellation).ProbabilityOf;
        }
    }
}
