using Dapper;
using QualityReview.Storage;

namespace QualityReview.Recipes;

/// <summary>A recipe under a name. A changed recipe is a new version; versions never change.</summary>
/// <param name="Version">Counted from 1; 0 for one that was not saved.</param>
public sealed record NamedRecipe(string Name, int Version, Recipe Recipe);

/// <summary>The named recipes of datasets.</summary>
public sealed class RecipeStore(ReviewDatabase database, TimeProvider time)
{
    /// <summary>The latest version of each recipe, by name.</summary>
    public IReadOnlyList<NamedRecipe> List(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<(string Name, int Version, string Recipe)>(
                "select name, max(version) as version, recipe from recipes where dataset_id = @datasetId group by name order by name", new { datasetId })
            .Select(row => new NamedRecipe(row.Name, row.Version, RecipeJson.Read(row.Recipe)))];
    }

    /// <summary>That version of a recipe, or its latest.</summary>
    /// <exception cref="WrongWordsException">There is none; the sentence lists those that exist.</exception>
    public NamedRecipe Get(long datasetId, string name, int? version = null)
    {
        using var connection = database.Open();
        var row = connection.QueryFirstOrDefault<(int Version, string? Recipe)>(
            "select version, recipe from recipes where dataset_id = @datasetId and name = @name and version = coalesce(@version, version) order by version desc limit 1", new { datasetId, name, version });
        if (row.Recipe is { } json)
        {
            return new NamedRecipe(name, row.Version, RecipeJson.Read(json));
        }

        var names = List(datasetId).Select(recipe => recipe.Name).ToList();
        throw new WrongWordsException($"There is no recipe \"{name}\"{(version is null ? "" : FormattableString.Invariant($" with version {version}"))}; {(names.Count == 0 ? "none has been saved yet" : "there are " + string.Join(", ", names))}.");
    }

    /// <summary>Saves a recipe under a name; saving the same again changes nothing.</summary>
    /// <exception cref="WrongWordsException">The name cannot be one, or a part of the recipe cannot be used.</exception>
    public async Task<NamedRecipe> SaveAsync(long datasetId, string name, Recipe recipe, string author, CancellationToken cancellation = default)
    {
        name = name.Trim();
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
        {
            throw new WrongWordsException("A recipe's name has 1 to 64 characters on one line.");
        }

        var json = RecipeJson.Write(RecipeJson.Checked(recipe));
        var version = await database.WriteAsync(
            connection =>
            {
                var latest = connection.QueryFirstOrDefault<(int Version, string Recipe)>(
                    "select version, recipe from recipes where dataset_id = @datasetId and name = @name order by version desc limit 1", new { datasetId, name });
                if (latest.Recipe == json)
                {
                    return latest.Version;
                }

                connection.Execute(
                    "insert into recipes (dataset_id, name, version, recipe, author, created_at) values (@datasetId, @name, @version, @json, @author, @now)",
                    new { datasetId, name, version = latest.Version + 1, json, author, now = time.GetUtcNow() });
                return latest.Version + 1;
            },
            cancellation);
        return new NamedRecipe(name, version, recipe);
    }
}
