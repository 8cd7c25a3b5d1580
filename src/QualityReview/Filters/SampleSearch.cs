namespace QualityReview.Filters;

/// <summary>What a list shows.</summary>
/// <param name="Shown">The samples under the rule that hold what is searched for.</param>
/// <param name="Texts">Those of the whole table that do; null where nothing is searched for.</param>
/// <param name="IsAll">Whether <paramref name="Shown"/> is complete; else it holds those that were found in time.</param>
public sealed record ListedSamples(SampleSet Shown, SampleSet? Texts, bool IsAll);

/// <summary>Searches one table's texts for a page that must not wait: within a time, and what was found is kept, so that who goes on from
/// a list finds the same list. Safe for many callers.</summary>
public sealed class SampleSearch
{
    /// <summary>Of so few samples each is asked by itself where time did not do for all: some 50 ms.</summary>
    private const int FewSamples = 1000;

    private readonly FilterEvaluator _evaluator;
    private readonly ISampleLookup _lookup;
    private readonly TimeSpan _time;
    private readonly RecentlyUsed<string, SampleSet> _begun = new(16);

    /// <param name="time">See <see cref="SampleTables.SearchTime"/>.</param>
    internal SampleSearch(FilterEvaluator evaluator, ISampleLookup lookup, TimeSpan time) => (_evaluator, _lookup, _time) = (evaluator, lookup, time);

    /// <param name="wait">Until all are found, however long it takes. Words in the rule itself are always waited for.</param>
    /// <exception cref="WrongWordsException">The rule cannot be read or answered.</exception>
    public ListedSamples Find(BrowseQuery query, bool wait = false, CancellationToken cancellation = default)
    {
        var under = _evaluator.Evaluate(query.Rule, cancellation);
        if (query.SearchTest is not { } test)
        {
            return new ListedSamples(under, null, IsAll: true);
        }

        var (texts, isAll) = Texts(test, under, wait, cancellation);
        return new ListedSamples(under.And(texts), texts, isAll);
    }

    private (SampleSet Texts, bool IsAll) Texts(TextTest test, SampleSet under, bool wait, CancellationToken cancellation)
    {
        if (_evaluator.Known(test) is { } known)
        {
            return (known, true);
        }

        if (wait || !_begun.TryGet(test.Words, out var found))
        {
            var words = new ulong[SampleBits.WordsFor(under.Size)];
            var all = _lookup.Containing(test.Words, under.Size, words, wait ? null : _time, cancellation);
            found = new SampleSet(under.Size, words);
            if (all)
            {
                _evaluator.Keep(test, found);
                return (found, true);
            }

            _begun.Keep(test.Words, found);
        }

        if (under.Count > FewSamples)
        {
            return (found, false);
        }

        var among = new ulong[SampleBits.WordsFor(under.Size)];
        return _lookup.ContainingAmong(test.Words, under.Words, among, cancellation)
            ? (found.Or(new SampleSet(under.Size, among)), true)
            : (found, false);
    }
}
