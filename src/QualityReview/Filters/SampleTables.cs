using System.Collections.Concurrent;
using System.Diagnostics;
using QualityReview.Clusters;
using QualityReview.Duplicates;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>The in-memory tables of all datasets that somebody looks at: loaded when first asked for, kept up with verdicts as they
/// come, and with scores and imports as their dataset's revision grows. Safe for many callers.</summary>
public sealed class SampleTables : IDisposable
{
    private readonly DatasetStore _datasets;
    private readonly SampleStore _samples;
    private readonly ScoreStore _scores;
    private readonly ReviewStore _reviews;
    private readonly ClusterStore? _clusters;
    private readonly DuplicateStore? _duplicates;
    private readonly ConcurrentDictionary<long, Entry> _entries = new();

    /// <param name="clusters">Null: tables have no clusters.</param>
    /// <param name="duplicates">Null: tables know nothing of duplicates.</param>
    public SampleTables(DatasetStore datasets, SampleStore samples, ScoreStore scores, ReviewStore reviews, ClusterStore? clusters = null, DuplicateStore? duplicates = null)
    {
        _datasets = datasets;
        _samples = samples;
        _scores = scores;
        _reviews = reviews;
        _clusters = clusters;
        _duplicates = duplicates;
        reviews.Changed += OnReview;
    }

    /// <summary>Time that a page's search may take, but for those who wait for all. The default value is 200 ms.</summary>
    public TimeSpan SearchTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The dataset as it is now. While a run commits chunk after chunk, scores may be a few seconds old.</summary>
    public LoadedTable Get(long datasetId) => _entries.GetOrAdd(datasetId, _ => new Entry()).Get(this, datasetId);

    /// <summary>The dataset with all scores that are stored now and the verdicts of the ledger up to a position.</summary>
    public LoadedTable AsOf(long datasetId, IReadOnlyList<CurrentVerdict> verdicts)
    {
        var loaded = _entries.GetOrAdd(datasetId, _ => new Entry()).Get(this, datasetId, atOnce: true);
        var reviews = new ReviewColumns(loaded.Table.Count);
        foreach (var verdict in verdicts.Where(verdict => verdict.Ordinal < loaded.Table.Count))
        {
            reviews.Set(verdict.Ordinal, verdict.Verdict, verdict.Author);
        }

        return new LoadedTable(loaded.Dataset, loaded.Table.WithReviews(reviews), loaded.Runs, new StoreLookup(_samples, datasetId), SearchTime) { Duplicates = loaded.Duplicates };
    }

    /// <summary>Frees a dataset's table; it is loaded again when somebody asks for it.</summary>
    public void Forget(long datasetId) => _entries.TryRemove(datasetId, out _);

    /// <summary>Frees the tables of datasets that are gone, whoever removed or archived them.</summary>
    public void Sweep()
    {
        foreach (var datasetId in _entries.Keys.Where(datasetId => _datasets.Find(datasetId) is null))
        {
            Forget(datasetId);
        }
    }

    /// <summary>Memory of the tables that are loaded, by dataset, in bytes: see <see cref="LoadedTable.Bytes"/>.</summary>
    public IReadOnlyDictionary<long, long> Held() =>
        _entries.Select(entry => (entry.Key, entry.Value.Loaded?.Bytes)).Where(held => held.Bytes is not null).ToDictionary(held => held.Key, held => held.Bytes!.Value);

    public void Dispose() => _reviews.Changed -= OnReview;

    private void OnReview(long datasetId, CurrentVerdict verdict)
    {
        if (_entries.TryGetValue(datasetId, out var entry))
        {
            entry.Apply(verdict);
        }
    }

    private LoadedTable Load(Dataset dataset, LoadedTable? earlier)
    {
        var count = dataset.SampleCount;
        var lookup = new StoreLookup(_samples, dataset.DatasetId);
        // Read before the scores are: a run that finishes meanwhile is loaded once more, never missed.
        var runs = _scores.Runs(dataset.DatasetId);
        var scores = LoadScores(dataset, runs, earlier);
        var found = _duplicates?.Find(dataset.DatasetId);
        var duplicates = found is null ? null : LoadDuplicates(found, count, earlier?.Table.Duplicates);
        if (earlier?.Table.Count == count)
        {
            return new LoadedTable(dataset, earlier.Table.With(scores).WithClusters(LoadClusters(dataset, earlier)).WithDuplicates(duplicates), runs, lookup, SearchTime) { Duplicates = found };
        }

        var sources = new NamedCodesBuilder();
        var languages = new NamedCodesBuilder();
        var characters = new int[count];
        _samples.VisitColumns(dataset.DatasetId, (ordinal, source, language, length) =>
        {
            // Samples imported since the dataset was read wait for the next load.
            if (ordinal < count)
            {
                sources.Add(source);
                languages.Add(language);
                characters[ordinal] = length;
            }
        });
        var reviews = new ReviewColumns(count);
        foreach (var current in _reviews.Current(dataset.DatasetId))
        {
            reviews.Set(current.Ordinal, current.Verdict, current.Author);
        }

        var table = new SampleTable(new SampleColumns
        {
            Sources = sources.Build(),
            Languages = languages.Build(),
            Characters = characters,
            Reviews = reviews,
            Scores = scores,
            Clusters = LoadClusters(dataset, earlier),
            Duplicates = duplicates,
        });
        return new LoadedTable(dataset, table, runs, lookup, SearchTime) { Duplicates = found };
    }

    private DuplicateColumn LoadDuplicates(DuplicateRun run, int count, DuplicateColumn? known) =>
        known?.RunId == run.RunId && known.Groups.Length == count ? known : new DuplicateColumn(run.RunId, _duplicates!.Load(run, count));

    private List<ScoreValues> LoadScores(Dataset dataset, IReadOnlyList<ScoringRun> runs, LoadedTable? earlier)
    {
        var count = dataset.SampleCount;
        var cards = _scores.Cards(dataset.DatasetId);
        var scores = new List<ScoreValues>();
        foreach (var run in runs)
        {
            var known = earlier?.Table.Scores.FirstOrDefault(column => column.Card.Key == run.ScorerKey);
            if (known is not null && known.Values.Length == count && known.Card.Title == cards[run.ScorerKey].Title && earlier!.HasAllOf(run))
            {
                scores.Add(known.Scores);
                continue;
            }

            var values = new float[count];
            var flags = new ScoreFlags[count];
            _scores.Load(run, values, flags);
            scores.Add(new ScoreValues(cards[run.ScorerKey], values, flags));
        }

        return scores;
    }

    private ClusterColumns? LoadClusters(Dataset dataset, LoadedTable? earlier)
    {
        // Words come after the clusters and are not told apart by the record: asked for until they are there.
        var known = earlier?.Table.Clusters;
        return known is not null && known.OfSample.Length == dataset.SampleCount && known.Clusters.Any(cluster => cluster.Words.Count > 0) && known.Clustering == _clusters?.Current(dataset.DatasetId)
            ? known
            : _clusters?.Load(dataset.DatasetId, dataset.SampleCount);
    }

    /// <summary>One dataset's table and the lock under which it is loaded and gets its verdicts.</summary>
    private sealed class Entry
    {
        /// <summary>Loading again waits this many times as long as the last load took, so that a running job does not keep a core busy.</summary>
        private const int RestFactor = 10;

        private readonly Lock _gate = new();
        private volatile LoadedTable? _loaded;
        private long _loadedAt;

        /// <summary>The table as it was loaded last, or null; loads nothing.</summary>
        public LoadedTable? Loaded => _loaded;

        private TimeSpan _loadTook;

        /// <param name="atOnce">Load again where anything has changed, however short a time ago the last load was.</param>
        public LoadedTable Get(SampleTables tables, long datasetId, bool atOnce = false)
        {
            if (tables._datasets.Find(datasetId) is not { } dataset)
            {
                tables._entries.TryRemove(datasetId, out _);
                throw new QualityReviewException("The dataset is gone.");
            }

            lock (_gate)
            {
                var fresh = _loaded is not null && (_loaded.Dataset.Revision >= dataset.Revision
                    || (!atOnce && Stopwatch.GetElapsedTime(_loadedAt) < RestFactor * _loadTook));
                if (fresh)
                {
                    return _loaded!;
                }

                var began = Stopwatch.GetTimestamp();
                var loaded = tables.Load(dataset, _loaded);
                _loaded = loaded;
                // Percentiles and orders are computed when first asked for: better now than under somebody's click.
                _ = Task.Run(() => loaded.Table.Prepare());
                _loadTook = Stopwatch.GetElapsedTime(began);
                _loadedAt = Stopwatch.GetTimestamp();
                return _loaded;
            }
        }

        public void Apply(CurrentVerdict verdict)
        {
            lock (_gate)
            {
                if (_loaded is { } loaded && verdict.Ordinal < loaded.Table.Count)
                {
                    loaded.Table.Reviews.Set(verdict.Ordinal, verdict.Verdict, verdict.Author);
                }
            }
        }
    }
}
