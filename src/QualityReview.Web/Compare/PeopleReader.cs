using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Browse;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Reads what people's verdicts say of filters and scorers. Safe for many callers.</summary>
public sealed class PeopleReader(DatasetStore datasets, SampleTables tables, FilterStore filters, ReviewStore reviews, QueueStore queues, QueueReader items)
{
    private const int FewFilters = 3;

    private volatile ReadEvidence? _last;

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    public PeopleView? Read(string name, PeopleAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        var read = EvidenceOf(dataset, loaded, address.Queues, cancellation);
        var saved = filters.List(dataset.DatasetId);
        var column = loaded.Table.Find(address.Scorer) ?? ScorerPanel.InOrder(loaded.Table).FirstOrDefault();
        return new PeopleView
        {
            Dataset = dataset,
            Address = address,
            Evidence = read.Evidence,
            Filters = saved,
            Rows = [.. Chosen(address, saved).Select(chosen => RowOf(chosen.Title, chosen.IsSaved, chosen.Rule, read.Evidence, cancellation))],
            Aucs = read.Aucs(cancellation),
            Column = column,
            Curve = column is null || read.Evidence.Sample.Labels.Count == 0 ? [] : PeopleCurve.Of(read.Evidence.Sample, Studio(loaded.Table, column), cancellation),
        };
    }

    /// <summary>The verdicts that count, of all queues that can be joined.</summary>
    public PeopleEvidence Evidence(Dataset dataset, LoadedTable loaded, CancellationToken cancellation) => EvidenceOf(dataset, loaded, [], cancellation).Evidence;

    private static CutStudio Studio(SampleTable table, ScoreColumn column) => new(table, column, SampleSet.All(table.Count), new AllNode());

    // The saved filters that somebody made say more than the one that keeps everything.
    private static IEnumerable<(string Title, bool IsSaved, string? Rule)> Chosen(PeopleAddress address, IReadOnlyList<Filter> saved)
    {
        var names = address.Filters.Count + address.Rules.Count > 0 ? address.Filters
            : saved.Count > 1 ? [.. saved.Skip(1).Take(FewFilters).Select(filter => filter.Name)]
            : [Filter.All.Name];
        return
        [
            .. names.Distinct(StringComparer.Ordinal).Select(name => (name, true, saved.FirstOrDefault(filter => filter.Name == name)?.Rule)),
            .. address.Rules.Distinct(StringComparer.Ordinal).Select(rule => (rule, false, (string?)rule)),
        ];
    }

    private static PeopleRow RowOf(string title, bool isSaved, string? rule, PeopleEvidence evidence, CancellationToken cancellation)
    {
        if (rule is null)
        {
            return new PeopleRow(title, isSaved, null, 0, null, $"There is no filter “{Excerpt.Of(title, 80)}”.");
        }

        try
        {
            var node = FilterRule.Parse(rule, evidence.Loaded.Table);
            var kept = evidence.Loaded.Evaluator.Evaluate(node, cancellation);
            return new PeopleRow(title, isSaved, node, kept.Count, PeopleFigures.Of(evidence.Sample, kept), "");
        }
        catch (WrongWordsException fault)
        {
            return new PeopleRow(title, isSaved, null, 0, null, fault.Message);
        }
    }

    // Another filter or cut is chosen without reading the queues and the ledger again.
    private ReadEvidence EvidenceOf(Dataset dataset, LoadedTable loaded, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var drawn = queues.List(dataset.DatasetId).Where(queue => queue.IsProbability).ToList();
        var key = string.Join('\n', [.. drawn.Select(queue => queue.Name), "", .. names.Order(StringComparer.Ordinal)]);
        var position = reviews.Position(dataset.DatasetId);
        if (_last is { } last && last.Evidence.Loaded == loaded && last.Key == key && last.Evidence.Position == position)
        {
            return last;
        }

        var read = new ReadEvidence(key, PeopleEvidence.Read(loaded, drawn, items.ProbabilityItems, reviews.Ledger(dataset.DatasetId, position, cancellation), names, cancellation));
        _last = read;
        return read;
    }

    private sealed record ReadEvidence(string Key, PeopleEvidence Evidence)
    {
        private IReadOnlyList<PeopleAuc>? _aucs;

        /// <summary>A thousand draws a scorer: computed when first asked for.</summary>
        public IReadOnlyList<PeopleAuc> Aucs(CancellationToken cancellation)
        {
            if (_aucs is { } known)
            {
                return known;
            }

            var aucs = new List<PeopleAuc>();
            foreach (var column in ScorerPanel.InOrder(Evidence.Loaded.Table))
            {
                cancellation.ThrowIfCancellationRequested();
                aucs.Add(PeopleAuc.Of(Evidence.Sample, column));
            }

            return _aucs = aucs;
        }
    }
}
