using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Browse;

/// <summary>Reads what Browse shows. Safe for many callers; reading may take a while where a text is searched.</summary>
public sealed class BrowseReader(DatasetStore datasets, SampleTables tables, SampleStore samples, FilterStore filters)
{
    /// <summary>What an address shows; null where there is no such dataset.</summary>
    /// <param name="query">The address from "?" on.</param>
    /// <param name="wait">Until all is found that is searched for; else what is found in time has to do.</param>
    /// <exception cref="WrongWordsException">The order, the search or the compared filter is wrong; a wrong rule is a <see cref="BrowseView.Fault"/>.</exception>
    public BrowseView? Read(string name, string query, bool wait, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        var table = loaded.Table;
        // Before anything is counted: a verdict that comes meanwhile makes the view old, never falsely new.
        var revision = table.Reviews.Revision;
        var rule = BrowseAddress.RuleOf(query);
        if (!FilterRule.TryParse(rule, table, out _, out var fault))
        {
            return Faulty(loaded, rule, fault, revision);
        }

        var address = BrowseAddress.Parse(query, table);
        var named = filters.List(dataset.DatasetId);
        var compared = address.Compared.Length == 0 ? null : filters.Get(dataset.DatasetId, address.Compared);
        var whole = address.Query.ToNode(table);
        var listed = loaded.Search.Find(address.Query, wait, cancellation);
        var shown = listed.Shown;
        var sorted = loaded.Sorter.Sort(shown, address.Query.Sort);
        var editor = new RuleEditor(table);
        return new BrowseView
        {
            Loaded = loaded,
            Address = address,
            Rule = rule,
            Whole = whole.ToString(),
            Shown = shown,
            IsAll = listed.IsAll,
            Indexed = listed.Texts is null ? table.Count : Math.Min(table.Count, samples.Words.Indexed(dataset, address.Query.Search)),
            Samples = sorted,
            Parts = editor.Parts(rule),
            Scorers = [.. ScorerPanel.InOrder(table).Select(column => ScorerPanel.Of(column, shown, editor, rule))],
            Facets = FacetGroup.Of(table, editor, rule, under => listed.Texts is { } texts ? loaded.Evaluator.Evaluate(under, cancellation).And(texts) : loaded.Evaluator.Evaluate(under, cancellation)),
            Filters = named,
            Compared = compared,
            Decisions = compared is null ? null : new FilterDecisions(table, loaded.Evaluator.Evaluate(compared.Rule, cancellation)),
            FirstId = sorted.Count == 0 ? null : samples.Excerpts(dataset.DatasetId, [sorted.Ordinals[0]])[0].Id,
            ReviewRevision = revision,
        };
    }

    /// <summary>Whether scores, samples or verdicts have come since the view was read.</summary>
    public bool IsOld(BrowseView view)
    {
        var now = tables.Get(view.Loaded.Dataset.DatasetId);
        return now != view.Loaded || now.Table.Reviews.Revision != view.ReviewRevision;
    }

    /// <summary>The samples from a 0-based place of the list on.</summary>
    /// <param name="blinded">Of a dataset and ordinals: those whose scores and verdicts the person must not see, with the queue where they
    /// wait; null for none.</param>
    public IReadOnlyList<BrowsedSample> Samples(BrowseView view, int start, int count, Func<long, IReadOnlyCollection<int>, IReadOnlyDictionary<int, string>>? blinded = null)
    {
        var datasetId = view.Loaded.Dataset.DatasetId;
        var found = samples.Excerpts(datasetId, view.Samples.Page(start, count).Ordinals);
        if (view.Find is { } find)
        {
            // Where the beginning does not hold what was searched for, its surroundings are shown.
            var later = found.Where(sample => !sample.Text.Contains(find, StringComparison.OrdinalIgnoreCase)).Select(sample => sample.Ordinal).ToList();
            var around = samples.Surroundings(datasetId, later, view.Address.Query.Search);
            found = [.. found.Select(sample => around.TryGetValue(sample.Ordinal, out var text) ? sample with { Text = text } : sample)];
        }

        return new SampleLook(view).Of(found, blinded?.Invoke(datasetId, [.. found.Select(sample => sample.Ordinal)]));
    }

    private BrowseView Faulty(LoadedTable loaded, string rule, RuleFault fault, long revision)
    {
        var none = SampleSet.None(loaded.Table.Count);
        var editor = new RuleEditor(loaded.Table);
        return new BrowseView
        {
            Loaded = loaded,
            Address = new BrowseAddress(new BrowseQuery()),
            Rule = rule,
            Fault = fault,
            Whole = Filter.All.Rule,
            Shown = none,
            Indexed = loaded.Table.Count,
            Samples = loaded.Sorter.Sort(none, SampleSort.Dataset),
            Parts = [],
            Scorers = [.. ScorerPanel.InOrder(loaded.Table).Select(column => ScorerPanel.Of(column, none, editor, Filter.All.Rule))],
            Facets = [],
            Filters = filters.List(loaded.Dataset.DatasetId),
            ReviewRevision = revision,
        };
    }
}
