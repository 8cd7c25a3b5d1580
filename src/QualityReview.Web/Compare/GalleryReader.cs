using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Compare;

/// <summary>Reads what the page of galleries and its report show. Safe for many callers.</summary>
public sealed class GalleryReader(DatasetStore datasets, SampleTables tables, SampleStore samples)
{
    /// <summary>Scorers that stand in a gallery unasked, at most.</summary>
    private const int FewScorers = 6;

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    /// <param name="characters">Of each text, at most.</param>
    public GalleryView? Read(string name, GalleryAddress address, int characters, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var table = tables.Get(dataset.DatasetId).Table;
        List<ScoreColumn> all = [.. ScorerPanel.InOrder(table).Where(column => column.ScoredCount > 0)];
        var chosen = address.Scorers.Select(key => all.Find(column => column.Card.Key == key)).OfType<ScoreColumn>().ToList();
        var unknown = address.Scorers.FirstOrDefault(key => all.TrueForAll(column => column.Card.Key != key));
        var order = "The order was chosen here.";
        if (chosen.Count == 0)
        {
            (chosen, order) = Default(all);
        }

        var galleries = chosen.Count == 0 ? null : Galleries.From(chosen, address.Show, address.WithFlagged, cancellation);
        int[] ordinals = [.. (galleries?.Of.Values ?? []).SelectMany(kind => kind).Select(sample => sample.Ordinal).Distinct()];
        return new GalleryView
        {
            Dataset = dataset,
            Address = address with { Scorers = [.. chosen.Select(column => column.Card.Key)] },
            Others = [.. all.Except(chosen).Select(column => column.Card)],
            Galleries = galleries,
            Order = order,
            Samples = samples.Excerpts(dataset.DatasetId, ordinals, characters).ToDictionary(sample => sample.Ordinal),
            Fault = unknown is null ? "" : $"No sample of this dataset has a score of {unknown}.",
        };
    }

    /// <summary>As in the paper the sizes of Ask-LLM; where these are not known, all that say how good a sample is.</summary>
    internal static (List<ScoreColumn> Chosen, string Why) Default(IReadOnlyList<ScoreColumn> all)
    {
        List<(ScoreColumn Column, double Size)> sized =
        [
            .. all.Where(column => column.Card.Method == "ask_llm" && EnsembleCard.MembersOf(column.Card).Count == 0)
                .Select(column => (column, Size: ScorerModelSize.Of(column.Card) ?? 0)).Where(pair => pair.Size > 0).OrderBy(pair => pair.Size),
        ];
        if (sized.Select(pair => pair.Size).Distinct().Count() > 1)
        {
            return ([.. sized.Take(FewScorers).Select(pair => pair.Column)], "These are the Ask-LLM scorers, from the smallest model to the largest, as their names tell.");
        }

        List<ScoreColumn> quality = [.. all.Where(column => column.Card.Direction != ScoreDirection.HigherIsMore).Take(FewScorers)];
        return (quality.Count > 0 ? quality : [.. all.Take(FewScorers)], "No two Ask-LLM scorers are known to differ in model size: these are the scorers of quality, and their order says nothing until one is chosen.");
    }
}
