using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Recipes;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>One version of a named recipe.</summary>
/// <param name="Version">0 for one that was not saved.</param>
public sealed record RecipeAnswer(string Name, int Version, Recipe Recipe)
{
    internal static RecipeAnswer Of(NamedRecipe recipe) => new(recipe.Name, recipe.Version, recipe.Recipe);
}

/// <summary>A recipe to be saved.</summary>
public sealed record RecipeRequest
{
    /// <summary>1 to 64 characters; a known name gets a new version.</summary>
    public required string Name { get; init; }

    /// <summary>See the section Recipes of the README.</summary>
    public required Recipe Recipe { get; init; }
}

/// <summary>A recipe to be counted: a saved one by its name, or one that is sent along.</summary>
public sealed record RecipeCountRequest
{
    /// <summary>Of a saved recipe.</summary>
    public string? Name { get; init; }

    /// <summary>Of the saved recipe; the latest where it is left out.</summary>
    public int? Version { get; init; }

    /// <summary>A recipe that need not be saved, in the place of a saved one.</summary>
    public Recipe? Recipe { get; init; }
}

/// <summary>What a recipe comes to now.</summary>
/// <param name="Subset">What it keeps; tokens count a sample as often as it stands in the subset.</param>
/// <param name="Lines">Lines of the files: samples with their copies.</param>
/// <param name="TakenOut">What its steps take out beside filter and verdicts, in their order.</param>
public sealed record RecipeCountsAnswer(RecipeAnswer Recipe, SubsetAnswer Subset, long Lines, IReadOnlyList<TakenOutAnswer> TakenOut);

/// <summary>What one step of a recipe takes out.</summary>
/// <param name="Step">unsure, duplicate, quota, weight or target.</param>
public sealed record TakenOutAnswer(string Step, int Samples);

/// <summary>Named recipes with their versions, and what they come to.</summary>
internal static class RecipesApi
{
    public static void Map(RouteGroupBuilder dataset)
    {
        dataset.MapGet("/recipes", List).As("listRecipes", ApiPolicy.LeadRead, "The latest version of every saved recipe, by name.");
        dataset.MapPost("/recipes", SaveAsync).As("saveRecipe", ApiPolicy.Write, "Saves a recipe under a name; a changed recipe is a new version, the same changes nothing.").Body<RecipeRequest>();
        dataset.MapGet("/recipe", Get).As("getRecipe", ApiPolicy.LeadRead, "One version of a saved recipe, or the latest.");
        dataset.MapPost("/recipe/counts", CountAsync).As("countRecipe", ApiPolicy.LeadRead, "What a recipe keeps, and what each of its steps takes out; nothing is written.").Body<RecipeCountRequest>();
    }

    /// <summary>The recipe that a request means, and its filters as one rule.</summary>
    /// <exception cref="WrongWordsException">It names what the dataset does not have.</exception>
    internal static (NamedRecipe Recipe, string Rule) Chosen(SubsetRooms rooms, LoadedTable loaded, Recipe? recipe, string? name, int? version)
    {
        if ((recipe is null) == (name is null) || (recipe is not null && version is not null))
        {
            throw ApiFault.Wrong("Either the name of a saved recipe is needed, or a recipe without a name and a version.");
        }

        var id = loaded.Dataset.DatasetId;
        var named = recipe is null ? rooms.Recipes.Get(id, name!, version) : new NamedRecipe("", 0, RecipeJson.Checked(recipe));
        return (named, RecipeRule.Of(named.Recipe, rooms.Filters.List(id), loaded.Table).ToString());
    }

    private static Listing<RecipeAnswer> List([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, RecipeStore recipes) =>
        new([.. recipes.List(lists.Dataset(dataset).DatasetId).Select(RecipeAnswer.Of)], null);

    private static RecipeAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description("Name of a saved recipe.")] string name,
        SampleLists lists,
        RecipeStore recipes,
        [Description("Counted from 1; the latest where it is left out.")] int? version = null)
    {
        var id = lists.Dataset(dataset).DatasetId;
        try
        {
            return RecipeAnswer.Of(recipes.Get(id, name, version));
        }
        catch (WrongWordsException fault)
        {
            throw ApiFault.NotFound(fault.Message);
        }
    }

    private static async Task<RecipeAnswer> SaveAsync([Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, SubsetRooms rooms)
    {
        var request = await ApiBody.ReadAsync<RecipeRequest>(context);
        var loaded = lists.Table(dataset);
        // Against the dataset, as filters are: a scorer or source that it does not have is a typing error.
        _ = Chosen(rooms, loaded, request.Recipe, null, null);
        rooms.Reviewer.Require(Role.Lead, "save a recipe");
        return RecipeAnswer.Of(await rooms.Recipes.SaveAsync(loaded.Dataset.DatasetId, request.Name, request.Recipe, rooms.Reviewer.Name));
    }

    private static async Task<RecipeCountsAnswer> CountAsync(
        [Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, SubsetRooms rooms, TokenCounts tokens, CancellationToken cancellation)
    {
        var request = await ApiBody.ReadAsync<RecipeCountRequest>(context);
        var loaded = lists.Table(dataset);
        var (recipe, rule) = Chosen(rooms, loaded, request.Recipe, request.Name, request.Version);
        var counts = SubsetCounts.Of(loaded, FilterRule.Parse(rule, loaded.Table), recipe.Recipe, tokens.Of(loaded), cancellation);
        return new RecipeCountsAnswer(RecipeAnswer.Of(recipe), FiltersApi.Of(rule, counts), counts.Lines, [.. counts.TakenOut.Select(step => new TakenOutAnswer(step.Step, step.Samples))]);
    }
}
