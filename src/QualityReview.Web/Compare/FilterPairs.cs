using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Web.Browse;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Compare;

/// <summary>Filters that are worth comparing, to begin with.</summary>
internal static class FilterPairs
{
    private const int MostSaved = 2;

    public static IReadOnlyList<(string Title, IReadOnlyList<string> Filters)> Of(FilterView view)
    {
        List<(string Title, IReadOnlyList<string> Filters)> pairs = [];
        if (view.Slots is [var chosen])
        {
            return [.. view.Saved.Where(filter => filter != chosen.Filter).Take(MostSaved).Select(filter => ($"{chosen.Title} and {filter.Name}", (IReadOnlyList<string>)[chosen.Text, filter.Name]))];
        }

        var saved = view.Saved.Where(filter => filter.Version > 0).Take(MostSaved).Select(filter => filter.Name).ToList();
        if (saved.Count == MostSaved)
        {
            pairs.Add(($"{saved[0]} and {saved[1]}", saved));
        }

        var columns = ScorerPanel.Foremost(view.Table, 3).Where(column => column.Card.Direction != ScoreDirection.HigherIsMore).ToList();
        if (columns is [var first, var second, ..])
        {
            pairs.Add(($"The better half by {first.Card.Title} and by {second.Card.Title}", [Rule($"top({Key(first)}, 50%)"), Rule($"top({Key(second)}, 50%)")]));
        }

        if (columns is [var one, ..])
        {
            pairs.Add(($"The better half by {one.Card.Title}, of all and of each source", [Rule($"top({Key(one)}, 50%)"), Rule($"top({Key(one)}, 50%, source)")]));
        }

        pairs.Add(("Everything and what has at least 200 characters", [Filter.All.Name, Rule("length >= 200")]));
        return pairs;

        string Key(ScoreColumn column) => FilterRule.Canonical($"scored(\"{TermForm.KeyOf(column, view.Table)}\")")["scored(".Length..^1];
    }

    private static string Rule(string rule) => FilterAddress.RulePrefix + rule;
}
