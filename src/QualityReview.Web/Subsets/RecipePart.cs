using System.Globalization;
using QualityReview.Recipes;

namespace QualityReview.Web.Subsets;

/// <summary>What a recipe says of one source or language, as a line of its form.</summary>
internal sealed class RecipePart
{
    public required bool IsSource { get; init; }

    public required string Name { get; init; }

    /// <summary>A whole number, or empty for no quota.</summary>
    public string Most { get; set; } = "";

    public bool InTokens { get; set; }

    /// <summary>Empty for 1.</summary>
    public string Weight { get; set; } = "";

    /// <summary>The parts of a recipe, each source or language once, in the order of quotas and then weights.</summary>
    public static List<RecipePart> Of(Recipe recipe)
    {
        var parts = new List<RecipePart>();
        RecipePart For(string? source, string? language)
        {
            var part = parts.FirstOrDefault(known => known.IsSource == (source is not null) && known.Name == (source ?? language));
            if (part is null)
            {
                parts.Add(part = new RecipePart { IsSource = source is not null, Name = source ?? language! });
            }

            return part;
        }

        foreach (var quota in recipe.Quotas)
        {
            var part = For(quota.Source, quota.Language);
            part.InTokens = quota.Tokens is not null;
            part.Most = (quota.Tokens ?? quota.Samples ?? 0).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var weight in recipe.Weights)
        {
            For(weight.Source, weight.Language).Weight = weight.Weight.ToString(CultureInfo.InvariantCulture);
        }

        return parts;
    }

    /// <summary>Null where it has no quota.</summary>
    /// <exception cref="WrongWordsException">The number is none.</exception>
    public RecipeQuota? Quota => Most.Trim().Length == 0 ? null : new RecipeQuota(
        IsSource ? Name : null, IsSource ? null : Name, InTokens ? null : (int)Math.Min(int.MaxValue, Whole(Most, $"The quota of {Name}")), InTokens ? Whole(Most, $"The quota of {Name}") : null);

    /// <summary>Null where it has none.</summary>
    /// <exception cref="WrongWordsException">The number is none.</exception>
    public RecipeWeight? Weighing => Weight.Trim().Length == 0 ? null
        : double.TryParse(Weight, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var weight)
            ? new RecipeWeight(IsSource ? Name : null, IsSource ? null : Name, weight)
            : throw new WrongWordsException($"The weight of {Name} is no number; supported are numbers from 0 to 100, such as 2 or 0.5.");

    /// <exception cref="WrongWordsException">It is no whole number.</exception>
    public static long Whole(string text, string what) =>
        long.TryParse(text.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new WrongWordsException($"{what} is no whole number.");
}
