using QualityReview.Filters;

namespace QualityReview.Comparisons;

/// <summary>Some samples with their tokens.</summary>
/// <param name="Tokens">Null where they are not known for every one of these samples.</param>
public readonly record struct FilterAmount(int Samples, long? Tokens)
{
    public static FilterAmount operator +(FilterAmount one, FilterAmount other) => new(one.Samples + other.Samples, one.Tokens + other.Tokens);
}

/// <summary>Up to six filters over the same samples as set algebra. Every sample lies in exactly one part, whose number has one bit a
/// filter, set where the filter keeps the sample: of the filters A and B the parts are 0 neither, 1 A only, 2 B only, 3 both.
/// Never changes; safe for many readers.</summary>
public sealed class FilterParts
{
    public const int MostFilters = 6;

    private readonly int _size;
    private readonly byte[] _partOf;

    private FilterParts(int filters, int size, byte[] partOf, FilterAmount[] parts) => (Filters, _size, _partOf, Parts) = (filters, size, partOf, parts);

    public int Filters { get; }

    /// <summary>By the number of the part: as many as 2 to the number of filters, empty ones too.</summary>
    public IReadOnlyList<FilterAmount> Parts { get; }

    public FilterAmount All => Sum(_ => true);

    /// <param name="sets">What each filter keeps: one to six sets over the same samples.</param>
    /// <param name="tokens">One number a sample, NaN where it is not known; null where nothing counted them.</param>
    public static FilterParts Of(IReadOnlyList<SampleSet> sets, float[]? tokens, CancellationToken cancellation = default)
    {
        if (sets.Count is 0 or > MostFilters)
        {
            throw new ArgumentException($"{sets.Count} sets were to be compared; 1 to {MostFilters} can be.", nameof(sets));
        }

        var size = sets[0].Size;
        if (sets.Any(set => set.Size != size) || (tokens is not null && tokens.Length != size))
        {
            throw new ArgumentException("Sets and tokens are those of one dataset.", nameof(sets));
        }

        var partOf = new byte[size];
        for (var filter = 0; filter < sets.Count; filter++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bit = (byte)(1 << filter);
            foreach (var ordinal in sets[filter])
            {
                partOf[ordinal] |= bit;
            }
        }

        return new FilterParts(sets.Count, size, partOf, Count(partOf, 1 << sets.Count, tokens));
    }

    public int PartOf(int ordinal) => _partOf[ordinal];

    /// <summary>What one filter keeps.</summary>
    /// <param name="filter">0-based.</param>
    public FilterAmount Kept(int filter) => Sum(part => (part >> filter & 1) != 0);

    /// <summary>The samples of a part.</summary>
    public SampleSet SetOf(int part) => SampleSet.Of(_size, Enumerable.Range(0, _size).Where(ordinal => _partOf[ordinal] == part));

    /// <summary>The rule that finds a part: "(A) and not (B)".</summary>
    /// <param name="rules">One a filter.</param>
    public static FilterNode RuleOf(IReadOnlyList<FilterNode> rules, int part)
    {
        List<FilterNode> terms = [];
        for (var filter = 0; filter < rules.Count; filter++)
        {
            var keeps = (part >> filter & 1) != 0;
            switch (rules[filter], keeps)
            {
                case (AllNode, true) or (NoneNode, false):
                    break;
                case (AllNode, false) or (NoneNode, true):
                    return new NoneNode();
                case (AndNode and, true):
                    terms.AddRange(and.Terms);
                    break;
                case (NotNode not, false):
                    terms.Add(not.Term);
                    break;
                case var (rule, _):
                    terms.Add(keeps ? rule : new NotNode(rule));
                    break;
            }
        }

        return terms.Count switch { 0 => new AllNode(), 1 => terms[0], _ => new AndNode([.. terms]) };
    }

    private FilterAmount Sum(Func<int, bool> counted) =>
        Parts.Where((_, part) => counted(part)).Aggregate(new FilterAmount(0, 0), (sum, part) => sum + part);

    private static FilterAmount[] Count(byte[] partOf, int count, float[]? tokens)
    {
        var samples = new int[count];
        var sums = new long[count];
        var unknown = new bool[count];
        for (var ordinal = 0; ordinal < partOf.Length; ordinal++)
        {
            var part = partOf[ordinal];
            samples[part]++;
            var known = tokens is null ? float.NaN : tokens[ordinal];
            unknown[part] |= float.IsNaN(known);
            sums[part] += float.IsNaN(known) ? 0 : (long)known;
        }

        return [.. Enumerable.Range(0, count).Select(part => new FilterAmount(samples[part], unknown[part] || tokens is null ? null : sums[part]))];
    }
}
