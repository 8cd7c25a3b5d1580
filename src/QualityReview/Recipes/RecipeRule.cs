using QualityReview.Filters;

namespace QualityReview.Recipes;

/// <summary>The filters of a recipe as one rule.</summary>
public static class RecipeRule
{
    /// <param name="saved">The dataset's saved filters; a text that is the name of one stands for its rule.</param>
    /// <exception cref="WrongWordsException">A filter is neither a name nor a rule, or all together are too long.</exception>
    public static FilterNode Of(Recipe recipe, IReadOnlyList<Filter> saved, SampleTable? table = null)
    {
        var terms = new List<FilterNode>();
        foreach (var text in recipe.Filters)
        {
            var node = FilterRule.Parse(saved.FirstOrDefault(filter => filter.Name == text)?.Rule ?? text, table);
            terms.AddRange(node is AndNode and ? and.Terms : node is AllNode ? [] : [node]);
        }

        FilterNode rule = terms.Distinct().ToList() switch
        {
            [] => new AllNode(),
            [var only] => only,
            var several => new AndNode([.. several]),
        };
        return rule.ToString().Length <= FilterRule.MaxLength
            ? rule
            : throw new WrongWordsException($"The filters of the recipe are longer together than the {FilterRule.MaxLength} characters that a rule may have.");
    }
}
