using QualityReview.Filters;
using QualityReview.Percentiles;

namespace QualityReview.Comparisons;

/// <summary>How much of one source or language a cut keeps; an empty name stands for samples without one.</summary>
public sealed record CutShare(string Name, int Kept, int All);

/// <summary>What a cut keeps.</summary>
/// <param name="Among">Samples that the cut is made among, those without a score included.</param>
/// <param name="Tokens">Of the kept samples; null where they are not known for each of them.</param>
/// <param name="AllTokens">Of all; null where they are not known for each.</param>
/// <param name="Sources">Largest first, as are the languages.</param>
public sealed record CutCounts(int Kept, int Among, long? Tokens, long? AllTokens, IReadOnlyList<CutShare> Sources, IReadOnlyList<CutShare> Languages);

/// <summary>The samples that come in or go out where one cut takes the place of another.</summary>
/// <param name="Gained">Samples that only the later cut keeps.</param>
/// <param name="Lost">Samples that only the earlier cut keeps.</param>
/// <param name="Nearest">Some of them, those nearest to the later cut first.</param>
public sealed record CutFlips(int Gained, int Lost, IReadOnlyList<int> Nearest);

/// <summary>One scorer's samples in order, so that any cut is answered at once: its place by bisection, its tokens by a difference of running
/// sums, its sources by walking the shorter side. A cut at a percentile keeps the samples at or above it, or at or below it, out of those
/// that a filter keeps; samples without a score it never keeps. Never changes; safe for many readers.</summary>
public sealed class CutStudio
{
    private readonly ScoreColumn _column;
    private readonly SampleSet _among;
    private readonly FilterNode _rule;
    private readonly bool _low;
    private readonly int[] _order;
    private readonly float[] _percentiles;
    private readonly double[]? _tokens;
    private readonly int[]? _unknown;
    private readonly double _allTokens;
    private readonly bool _allKnown;
    private readonly Names _sources, _languages;

    /// <param name="among">What the filter keeps.</param>
    /// <param name="rule">The filter.</param>
    /// <param name="keepsLow">Whether a cut keeps what lies at or below it.</param>
    /// <param name="tokens">One number a sample, NaN where it is not known; null where nothing counted them.</param>
    public CutStudio(SampleTable table, ScoreColumn column, SampleSet among, FilterNode rule, bool keepsLow = false, float[]? tokens = null)
    {
        (_column, _among, _rule, _low) = (column, among, rule, keepsLow);
        _order = among.Count == among.Size ? column.Order : Array.FindAll(column.Order, among.Contains);
        _percentiles = Array.ConvertAll(_order, ordinal => column.Percentiles[ordinal]);
        (_sources, _languages) = (new Names(table.Sources, among, _order), new Names(table.Languages, among, _order));
        if (tokens is null)
        {
            return;
        }

        _tokens = new double[_order.Length + 1];
        _unknown = new int[_order.Length + 1];
        for (var i = 0; i < _order.Length; i++)
        {
            var count = tokens[_order[i]];
            _tokens[i + 1] = _tokens[i] + (float.IsNaN(count) ? 0 : count);
            _unknown[i + 1] = _unknown[i] + (float.IsNaN(count) ? 1 : 0);
        }

        _allKnown = true;
        foreach (var ordinal in among)
        {
            _allKnown &= !float.IsNaN(tokens[ordinal]);
            _allTokens += float.IsNaN(tokens[ordinal]) ? 0 : tokens[ordinal];
        }
    }

    public ScoreColumn Column => _column;

    /// <summary>Samples that cuts are made among.</summary>
    public int Among => _among.Count;

    /// <summary>Of these, samples with a score.</summary>
    public int Scored => _order.Length;

    public int Kept(double cut) => _low ? Place(cut) : _order.Length - Place(cut);

    public bool Keeps(int ordinal, double cut) =>
        _among.Contains(ordinal) && (_low ? _column.Percentiles[ordinal] <= (float)cut : _column.Percentiles[ordinal] >= (float)cut);

    public CutCounts At(double cut)
    {
        var place = Place(cut);
        var (from, to) = _low ? (0, place) : (place, _order.Length);
        var walksKept = to - from <= _order.Length - (to - from);
        var walked = walksKept ? _order.AsSpan(from, to - from) : _low ? _order.AsSpan(to) : _order.AsSpan(0, from);
        return new CutCounts(
            to - from,
            Among,
            _tokens is null || _unknown![to] > _unknown[from] ? null : (long)(_tokens[to] - _tokens[from]),
            _tokens is null || !_allKnown ? null : (long)_allTokens,
            _sources.Count(walked, walksKept),
            _languages.Count(walked, walksKept));
    }

    /// <param name="most">Samples to name at most.</param>
    public CutFlips Between(double pinned, double cut, int most = 0)
    {
        var (before, now) = (Place(pinned), Place(cut));
        var flips = _order.AsSpan(Math.Min(before, now), Math.Abs(now - before));
        var named = Math.Min(most, flips.Length);
        var nearest = (now < before ? flips[..named] : flips[^named..]).ToArray();
        if (now > before)
        {
            Array.Reverse(nearest);
        }

        var gains = Kept(cut) > Kept(pinned);
        return new CutFlips(gains ? flips.Length : 0, gains ? 0 : flips.Length, nearest);
    }

    /// <summary>The filter with the cut: what "save as filter" saves.</summary>
    public FilterNode Rule(double cut) => Joined(_rule, Test(_low ? NumberOperator.LessOrEqual : NumberOperator.GreaterOrEqual, cut));

    /// <summary>A rule that finds exactly what <see cref="Between"/> counts.</summary>
    public FilterNode FlipRule(double pinned, double cut)
    {
        var (low, high) = (Math.Min(pinned, cut), Math.Max(pinned, cut));
        return Joined(Joined(_rule, Test(_low ? NumberOperator.Greater : NumberOperator.GreaterOrEqual, low)), Test(_low ? NumberOperator.LessOrEqual : NumberOperator.Less, high));
    }

    /// <summary>The raw score of the last sample that a cut keeps; null where it keeps none.</summary>
    public float? RawAt(double cut)
    {
        var place = Place(cut);
        return _low
            ? place == 0 ? null : _column.Values[_order[place - 1]]
            : place == _order.Length ? null : _column.Values[_order[place]];
    }

    /// <summary>Both rules hold.</summary>
    public static FilterNode Joined(FilterNode first, FilterNode second) => (first, second) switch
    {
        (AllNode, _) => second,
        (_, AllNode) => first,
        _ => new AndNode([.. Terms(first), .. Terms(second)]),
    };

    private static ValueList<FilterNode> Terms(FilterNode rule) => rule is AndNode and ? and.Terms : [rule];

    private PercentileTest Test(NumberOperator @operator, double cut) => new(_column.Card.Key, PercentileScope.Dataset, new NumberTest(@operator, cut));

    /// <summary>The place in the order of the first sample that lies at or above the cut, or above it where low ones are kept.</summary>
    private int Place(double cut)
    {
        // As rules compare: in 32 bits.
        var value = (float)cut;
        int low = 0, high = _percentiles.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_percentiles[middle] < value || (_low && _percentiles[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The distinct names of one column with how many samples there are of each.</summary>
    private sealed class Names
    {
        private readonly NamedCodes _names;
        private readonly int[] _all, _scored;
        private readonly int[] _largestFirst;

        /// <param name="scored">Those of <paramref name="among"/> that have a score.</param>
        public Names(NamedCodes names, SampleSet among, ReadOnlySpan<int> scored)
        {
            _names = names;
            _all = new int[names.Names.Count];
            foreach (var ordinal in among)
            {
                _all[names.Codes[ordinal]]++;
            }

            _scored = Tally(scored);
            _largestFirst = [.. Enumerable.Range(0, _all.Length).Where(code => _all[code] > 0).OrderByDescending(code => _all[code]).ThenBy(code => names.Names[code], StringComparer.Ordinal)];
        }

        /// <param name="walked">The samples that a cut keeps, or those of the scored ones that it does not.</param>
        public List<CutShare> Count(ReadOnlySpan<int> walked, bool isKept)
        {
            var counts = Tally(walked);
            return [.. _largestFirst.Select(code => new CutShare(_names.Names[code], isKept ? counts[code] : _scored[code] - counts[code], _all[code]))];
        }

        private int[] Tally(ReadOnlySpan<int> ordinals)
        {
            var counts = new int[_all.Length];
            var codes = _names.Codes;
            foreach (var ordinal in ordinals)
            {
                counts[codes[ordinal]]++;
            }

            return counts;
        }
    }
}
