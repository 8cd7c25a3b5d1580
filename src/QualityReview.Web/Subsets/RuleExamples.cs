using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Web.Subsets;

/// <summary>Parts of rules that fit a dataset, to begin with.</summary>
internal static class RuleExamples
{
    private const int Most = 6;

    public static IReadOnlyList<(string Title, string Term)> Of(SampleTable table)
    {
        List<(string Title, string Term)> examples = [];
        foreach (var column in table.Scores)
        {
            var card = column.Card;
            var key = table.Find(card.Method) == column ? card.Method : card.Key;
            (string Title, string Term)? example = card.Method switch
            {
                "perplexity" => ($"{card.Title}: middle band", $"percentile({key}) in 20..80"),
                "density" => ($"{card.Title}: not the most crowded", $"percentile({key}) <= 90"),
                _ when card.Direction != ScoreDirection.HigherIsMore => ($"{card.Title}: best 40%", $"top({key}, 40%)"),
                _ => null,
            };
            if (example is { } fits && examples.Count < Most)
            {
                examples.Add(fits);
            }
        }

        examples.Add(("At least 200 characters", "length >= 200"));
        examples.Add(("Not cut by a scorer", "not flag = truncated"));
        examples.Add(("A random tenth", "random(10%, seed 1)"));
        foreach (var column in table.Scores.Where(column => column.Card.Method == "density"))
        {
            var key = table.Find(column.Card.Method) == column ? column.Card.Method : column.Card.Key;
            examples.Add(($"{column.Card.Title}: half, the crowded thinned out", $"ips({key}, 50%, seed 1)"));
        }

        return examples;
    }
}
