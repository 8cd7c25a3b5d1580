using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Samples;

/// <summary>Reads what the page of a sample shows. Safe for many callers.</summary>
public sealed class SampleReader(DatasetStore datasets, SampleStore samples, SampleTables tables, ScoreStore scores, FilterStore filters)
{
    public Dataset? FindDataset(string name) => datasets.Find(name);

    /// <summary>Id of the sample at an ordinal, or null.</summary>
    public string? IdOf(Dataset dataset, int ordinal) => samples.Excerpts(dataset.DatasetId, [ordinal]) is [var sample] ? sample.Id : null;

    /// <summary>What an address shows; null where the dataset has no such sample.</summary>
    /// <param name="before">What was shown before: a text that is at hand already is not read again.</param>
    public ShownSample? Read(SampleAddress address, Dataset dataset, ShownSample? before = null)
    {
        var sample = before?.Dataset.DatasetId == dataset.DatasetId && before.Sample.Id == address.Id ? before.Sample : Find(dataset, address.Id);
        if (sample is null)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        // An import that goes on has samples that the table has not loaded yet.
        var known = sample.Ordinal < loaded.Table.Count;
        // A verdict can take a sample out of its list: whoever looks at it keeps the place until they move on.
        var same = before is not null && before.Sample == sample && before.Address.List == address.List ? before : null;
        var (place, query) = same is null ? PlaceOf(loaded, address.List, sample.Ordinal) : (same.List, null);
        var (said, rule) = same is not null ? (same.FilterSaid, same.FilterRule) : known ? FilterOf(loaded, address.List, query, sample.Ordinal) : (Verdict.None, null);
        return new ShownSample
        {
            Address = address,
            Dataset = dataset,
            Sample = sample,
            Scores = ShownScores.Of(known ? loaded.Table : null, scores.Of(dataset.DatasetId, sample.Ordinal), sample.Ordinal, address.Scope, rule),
            List = place,
            FilterSaid = said,
            FilterRule = rule,
        };
    }

    private Sample? Find(Dataset dataset, string id) => samples.OrdinalOf(dataset.DatasetId, id) is { } ordinal ? samples.Find(dataset.DatasetId, ordinal) : null;

    private (ListPlace Place, BrowseQuery? Query) PlaceOf(LoadedTable loaded, string list, int ordinal)
    {
        try
        {
            var query = BrowseQuery.Parse(list, loaded.Table);
            var node = query.ToNode(loaded.Table);
            // The list as Browse shows it: what it found in time is kept.
            var sorted = loaded.Sorter.Sort(loaded.Search.Find(query).Shown, query.Sort);
            var place = sorted.PlaceOf(ordinal);
            return (new ListPlace(node.ToString(), sorted.Count, place, Id(place?.Previous), Id(place?.Next)), query);
        }
        catch (WrongWordsException fault)
        {
            return (new ListPlace("", 0, null, null, null, fault.Message), null);
        }

        string? Id(int? neighbour) => neighbour is { } there ? IdOf(loaded.Dataset, there) : null;
    }

    /// <summary>The filter that Browse compares with, where its address names one; else the rule of the list.</summary>
    private (Verdict Said, string? Rule) FilterOf(LoadedTable loaded, string list, BrowseQuery? query, int ordinal)
    {
        var name = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(list).TryGetValue("filter", out var named) ? named[^1] ?? "" : "";
        var rule = name.Length == 0 ? query?.Rule : filters.List(loaded.Dataset.DatasetId).FirstOrDefault(filter => filter.Name == name)?.Rule;
        if (rule is null || rule == Filter.All.Rule || !FilterRule.TryParse(rule, loaded.Table, out var node, out _))
        {
            return (Verdict.None, null);
        }

        return (new FilterDecisions(loaded.Table, loaded.Evaluator.Evaluate(node)).FilterKeeps.Contains(ordinal) ? Verdict.Keep : Verdict.Drop, rule);
    }
}
