using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Compare;

/// <summary>Suspect verdicts with their samples.</summary>
/// <param name="Queue">Where a queue of the first of them is made; null where not even one fits into a rule.</param>
public sealed record SuspectView(SuspectLabels Labels, IReadOnlyList<(SuspectLabel Label, Sample Sample)> Samples, (string Url, int Count)? Queue);

/// <summary>Reads which verdicts the scorers contradict. Safe for many callers.</summary>
public sealed class SuspectReader(DatasetStore datasets, SampleTables tables, SampleStore samples)
{
    private volatile Found? _last;

    /// <summary>Null where there is no such dataset.</summary>
    /// <param name="most">Verdicts to show at most.</param>
    public SuspectView? Read(string name, int most, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var labels = Labels(tables.Get(dataset.DatasetId), cancellation);
        var shown = labels.Suspects.Take(most).ToList();
        var found = samples.Excerpts(dataset.DatasetId, [.. shown.Select(suspect => suspect.Ordinal)], 240);
        return new SuspectView(labels, [.. shown.Zip(found)], QueueOf(name, found));
    }

    // In the order of a list, so that the new queue is offered as it is shown here, and is targeted.
    private static (string Url, int Count)? QueueOf(string dataset, IReadOnlyList<Sample> found)
    {
        for (var count = found.Count; count > 0; count--)
        {
            var rule = new FieldTest(SampleField.Id, new NameTest(count == 1 ? NameOperator.Is : NameOperator.In, [.. found.Take(count).Select(sample => sample.Id)])).ToString();
            if (rule.Length <= FilterRule.MaxLength)
            {
                return (ReviewUrls.NewQueue(dataset, new BrowseQuery { Rule = rule, Sort = new SampleSort(SortBy.Random, Seed: 1) }.ToQueryString()), count);
            }
        }

        return null;
    }

    /// <summary>All of them; computed again only where a verdict or a score has changed.</summary>
    public SuspectLabels Labels(LoadedTable loaded, CancellationToken cancellation)
    {
        // Before the verdicts are read: one that comes meanwhile makes the list old, never falsely new.
        var revision = loaded.Table.Reviews.Revision;
        if (_last is { } last && last.Loaded == loaded && last.Revision == revision)
        {
            return last.Labels;
        }

        var labels = SuspectLabels.Find(loaded.Table, cancellation: cancellation);
        _last = new Found(loaded, revision, labels);
        return labels;
    }

    private sealed record Found(LoadedTable Loaded, long Revision, SuspectLabels Labels);
}
