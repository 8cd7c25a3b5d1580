using QualityReview.Duplicates;
using QualityReview.Samplers;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>One dataset's table with what is asked of it: evaluated rules and sorted lists are remembered as long as it lives.</summary>
public sealed class LoadedTable
{
    private readonly HashSet<(long RunId, DateTimeOffset? FinishedAt)> _finished;

    /// <param name="searchTime">See <see cref="SampleTables.SearchTime"/>.</param>
    internal LoadedTable(Dataset dataset, SampleTable table, IReadOnlyList<ScoringRun> runs, ISampleLookup lookup, TimeSpan searchTime)
    {
        Dataset = dataset;
        Table = table;
        Runs = runs;
        Evaluator = new FilterEvaluator(table, lookup);
        Search = new SampleSearch(Evaluator, lookup, searchTime);
        Sorter = new SampleSorter(table);
        _finished = [.. runs.Where(run => run.State == ScoringRunState.Done).Select(run => (run.RunId, run.FinishedAt))];
    }

    public Dataset Dataset { get; }

    public SampleTable Table { get; }

    /// <summary>The scoring runs that the table's scores come from, oldest first.</summary>
    public IReadOnlyList<ScoringRun> Runs { get; }

    /// <summary>The search that the table's groups of duplicates come from; null where there was none.</summary>
    public DuplicateRun? Duplicates { get; internal init; }

    /// <summary>About what its columns take in memory, with the percentiles and orders that are computed from them.</summary>
    public long Bytes
    {
        get
        {
            // Lengths, sources, languages and verdicts; a scorer's value, flags, order and percentile; cluster and place on the map; group.
            const int columns = 4 + 2 + 2 + 3, scorer = 4 + 1 + 4 + 4, clusters = 2 + 4, group = 4;
            return (long)Table.Count * (columns + (scorer * Table.Scores.Count) + (Table.Clusters is null ? 0 : clusters) + (Table.Duplicates is null ? 0 : group));
        }
    }

    public FilterEvaluator Evaluator { get; }

    public SampleSearch Search { get; }

    public SampleSorter Sorter { get; }

    /// <summary>Whether the run was complete when it was loaded and has not been begun anew.</summary>
    internal bool HasAllOf(ScoringRun run) => run.State == ScoringRunState.Done && _finished.Contains((run.RunId, run.FinishedAt));
}

/// <summary>Answers from the database what the table does not hold.</summary>
internal sealed class StoreLookup(SampleStore samples, long datasetId) : ISampleLookup
{
    public bool Containing(string words, int count, ulong[] into, TimeSpan? limit, CancellationToken cancellation) =>
        samples.Words.Find(datasetId, count, words, into, limit, cancellation);

    public bool ContainingAmong(string words, ReadOnlySpan<ulong> among, ulong[] into, CancellationToken cancellation) =>
        samples.Words.FindAmong(datasetId, words, among, into, cancellation);

    public IEnumerable<int> WithIds(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        ids.Select(id => samples.OrdinalOf(datasetId, id)).OfType<int>();

    public IEnumerable<int> WithMeta(string field, IReadOnlyList<string> values, CancellationToken cancellation) =>
        values.SelectMany(value => samples.WithMeta(datasetId, field, value)).Distinct();

    public IEnumerable<int> WithMetaNumber(string field, NumberTest test, CancellationToken cancellation) =>
        samples.WithMetaNumber(datasetId, field, test.Accepts, cancellation);

    public IEnumerable<int> WithMetaField(string field, CancellationToken cancellation) => samples.WithMetaField(datasetId, field);

    public ulong[] IdHashes(int count, CancellationToken cancellation)
    {
        var hashes = new ulong[count];
        samples.VisitIds(datasetId, count, (ordinal, id) => hashes[ordinal] = InversePropensity.IdHash(id), cancellation);
        return hashes;
    }
}
