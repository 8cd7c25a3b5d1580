using QualityReview.Clusters;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Browse;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Reads what the page of filters side by side shows. Safe for many callers.</summary>
public sealed class FilterComparisonReader(DatasetStore datasets, SampleTables tables, FilterStore filters, SampleStore samples, TokenCounts tokens)
{
    /// <summary>Examples that are shown of a part.</summary>
    public const int Examples = 5;

    private const int MostBars = 3;

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    public FilterView? Read(string name, FilterAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        var chosen = address.Filters.Take(FilterParts.MostFilters).Select((text, place) => Slot(loaded, text, place)).ToList();
        var (slots, sets) = Evaluate(loaded, chosen, cancellation);
        var view = new FilterView { Dataset = dataset, Address = address, Table = loaded.Table, Saved = filters.List(dataset.DatasetId), Slots = slots };
        return sets is { Count: >= 2 } ? Compare(view, loaded, sets, cancellation) : view;
    }

    private FilterView Compare(FilterView view, LoadedTable loaded, List<SampleSet> sets, CancellationToken cancellation)
    {
        var table = loaded.Table;
        var parts = FilterParts.Of(sets, tokens.Of(loaded), cancellation);
        var mixes = Enum.GetValues<MixBy>().Where(by => by != MixBy.Cluster || table.Clusters is not null).ToDictionary(by => by, by => FilterMix.Of(table, by, sets, cancellation));
        var part = FilterView.PartOf(view.Address.Part, sets.Count) ?? 1;
        return view with
        {
            Parts = parts,
            Mixes = mixes,
            Alarms = [.. view.Slots.SelectMany(slot => mixes.Values.SelectMany(mix => Alarms(view.Alarm, slot, mix)))],
            Coverage = table.Clusters is { } clusters
                ? [.. view.Slots.Select(slot => new FilterCoverage(slot, ClusterCoverage.Of(clusters.OfSample, clusters.Clusters.Count, sets[slot.Place].Contains)))]
                : [],
            Part = part,
            Examples = ExamplesOf(loaded, parts.SetOf(part), view.Address.Seed),
        };
    }

    private static IEnumerable<FilterAlarm> Alarms(MixAlarm alarm, FilterSlot slot, FilterMix mix) =>
        mix.Groups.Select(group => new FilterAlarm(slot, mix.By, group, alarm.Of(mix, group, slot.Place))).Where(found => found.Change.Collapses).OrderByDescending(found => found.Change.Loss);

    private FilterSlot Slot(LoadedTable loaded, string text, int place)
    {
        try
        {
            // A saved filter may be named as a typed rule begins: what is saved wins.
            var saved = filters.Find(loaded.Dataset.DatasetId, text);
            var rule = saved?.Rule ?? (text.StartsWith(FilterAddress.RulePrefix, StringComparison.Ordinal) ? text[FilterAddress.RulePrefix.Length..] : null);
            return rule is null ? new FilterSlot(place, text, null, "", null, $"There is no filter “{Excerpt.Of(text, 80)}”.")
                : FilterRule.TryParse(rule, loaded.Table, out var node, out var fault) ? new FilterSlot(place, text, saved, rule, node, null)
                : new FilterSlot(place, text, saved, rule, null, fault.Message);
        }
        catch (WrongWordsException fault)
        {
            return new FilterSlot(place, text, null, "", null, fault.Message);
        }
    }

    /// <summary>What each filter keeps; null where one of them cannot be answered.</summary>
    private static (List<FilterSlot> Slots, List<SampleSet>? Sets) Evaluate(LoadedTable loaded, List<FilterSlot> slots, CancellationToken cancellation)
    {
        List<SampleSet> sets = [];
        for (var place = 0; place < slots.Count; place++)
        {
            try
            {
                if (slots[place].Node is { } node)
                {
                    sets.Add(loaded.Evaluator.Evaluate(node, cancellation));
                }
            }
            catch (WrongWordsException fault)
            {
                // A search for words that the index cannot look up, say: found only when the rule is used.
                slots[place] = slots[place] with { Node = null, Fault = fault.Message };
            }
        }

        return (slots, sets.Count == slots.Count ? sets : null);
    }

    private List<BrowsedSample> ExamplesOf(LoadedTable loaded, SampleSet part, int seed)
    {
        var table = loaded.Table;
        var drawn = loaded.Sorter.Sort(part, new SampleSort(SortBy.Random, Seed: seed)).Page(0, Examples).Ordinals;
        var columns = ScorerPanel.Foremost(table, MostBars).ToList();
        return [.. samples.Excerpts(loaded.Dataset.DatasetId, drawn).Select(sample => new BrowsedSample(
            sample,
            [.. new[] { sample.Source, sample.Language }.Where(fact => fact.Length > 0), Display.Plural(sample.Characters, "character")],
            [.. columns.Select(column => SampleLook.Bar(column, null, sample.Ordinal))],
            table.Reviews.VerdictOf(sample.Ordinal),
            ""))];
    }
}
