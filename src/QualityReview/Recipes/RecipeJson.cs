using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Recipes;

/// <summary>A recipe as a file that people read and write: JSON with comments.</summary>
/// <remarks>JSON and not YAML: it is the manifest's own spelling, it is read strictly without another package, and no value changes
/// its type by how it looks (YAML reads <c>no</c> as false and <c>1e3</c> as a text).</remarks>
public static class RecipeJson
{
    public const int MaxLength = 100_000;
    private const int MostParts = 200, LongestPlace = 100;
    private const double MostWeight = 100;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions s_compact = new(s_options) { WriteIndented = false };

    /// <exception cref="WrongWordsException">It is not a recipe; the message says which part is wrong.</exception>
    public static Recipe Read(string json)
    {
        if (json.Length > MaxLength)
        {
            throw new WrongWordsException($"The recipe has {json.Length} characters; up to {MaxLength} are supported.");
        }

        try
        {
            return Checked(JsonSerializer.Deserialize<Recipe>(json, s_options) ?? throw new JsonException());
        }
        catch (JsonException cause)
        {
            var place = cause.Path is { Length: > 2 } path ? $"its part {(path.Length <= LongestPlace ? path[2..] : path[2..LongestPlace] + "…")} is wrong" : "it is no JSON object of a recipe";
            var line = cause.LineNumber is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" at line {number + 1}") : "";
            throw new WrongWordsException($"The recipe cannot be read{line}: {place}; its parts are filters, unsure, duplicates, quotas, weights, target and seed.", cause);
        }
    }

    /// <summary>The one spelling: indented by two, members as declared, a line end at the end.</summary>
    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, s_options) + "\n";

    /// <summary>The same on one line, for addresses.</summary>
    public static string WriteCompact(Recipe recipe) => JsonSerializer.Serialize(recipe, s_compact);

    /// <summary>A part of a recipe in the same spelling, on one line.</summary>
    internal static string WritePart<T>(T part) => JsonSerializer.Serialize(part, s_compact);

    /// <exception cref="WrongWordsException">A part cannot be used.</exception>
    public static Recipe Checked(Recipe recipe)
    {
        Refuse(recipe.Filters.Count > MostParts || recipe.Quotas.Count > MostParts || recipe.Weights.Count > MostParts, $"lists more than {MostParts} filters, quotas or weights");
        Refuse(recipe.Filters.Any(string.IsNullOrWhiteSpace), "names an empty filter");
        Refuse(string.IsNullOrWhiteSpace(recipe.Duplicates), "has empty duplicates; supported are all, first, longest and a scorer's key");
        foreach (var quota in recipe.Quotas)
        {
            Refuse((quota.Source is null) == (quota.Language is null), "has a quota that does not name either a source or a language");
            Refuse((quota.Samples is null) == (quota.Tokens is null) || quota.Samples < 0 || quota.Tokens < 0, $"has a quota of {quota.Source ?? quota.Language} that is neither a number of samples nor of tokens");
        }

        foreach (var weight in recipe.Weights)
        {
            Refuse((weight.Source is null) == (weight.Language is null), "has a weight that does not name either a source or a language");
            Refuse(!(weight.Weight is >= 0 and <= MostWeight), $"has a weight of {weight.Source ?? weight.Language} that is not from 0 to {MostWeight}");
        }

        Refuse(recipe.Weights.GroupBy(weight => (weight.Source, weight.Language)).Any(group => group.Count() > 1), "gives one source or language two weights");
        Refuse(recipe.Quotas.GroupBy(quota => (quota.Source, quota.Language, quota.Samples is null)).Any(group => group.Count() > 1), "gives one source or language two quotas of a kind");
        Refuse(recipe.Target is { } target && ((target.Samples is null) == (target.Tokens is null) || target.Samples <= 0 || target.Tokens <= 0), "has a target that is neither a number of samples nor of tokens above 0");
        Refuse(recipe.Seed < 0, "has a seed below 0");
        return recipe;
    }

    private static void Refuse(bool wrong, FormattableString what)
    {
        if (wrong)
        {
            throw new WrongWordsException(FormattableString.Invariant($"The recipe {FormattableString.Invariant(what)}."));
        }
    }

    private static void Refuse(bool wrong, string what) => Refuse(wrong, (FormattableString)$"{what}");
}
