using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>What a person orders when they press Export: the rule exactly as it was shown.</summary>
/// <param name="Filter">The saved filter that was shown, by name and version, or null.</param>
/// <param name="Rule">Canonical text of the rule that was counted.</param>
/// <param name="Folder">Name of the folder to make.</param>
public sealed record ExportOrder(string? Filter, string Rule, string Format, string Folder)
{
    /// <summary>The recipe that was counted; null where the rule alone decides.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The saved recipe that it is; null: sought among the latest versions.</summary>
    public NamedRecipe? Saved { get; init; }

    /// <summary>Verdicts after this ledger position are left out; null for none.</summary>
    public long? AsOf { get; init; }

    /// <summary>Whether content hashes stand in the place of texts.</summary>
    public bool HashesOnly { get; init; }

    /// <summary>Whether the other samples are listed too, with the reason.</summary>
    public bool Excluded { get; init; }
}

/// <summary>The stores that the Subsets page reads and writes.</summary>
public sealed class SubsetRooms(DatasetStore datasets, SampleTables tables, FilterStore filters, ScoreStore scores, ReviewStore reviews, ExportStore exports, RecipeStore recipes, JobStore jobs, AuditTrail audit, Reviewer reviewer)
{
    public DatasetStore Datasets => datasets;

    public SampleTables Tables => tables;

    public FilterStore Filters => filters;

    public ScoreStore Scores => scores;

    public ReviewStore Reviews => reviews;

    public ExportStore Exports => exports;

    public RecipeStore Recipes => recipes;

    public JobStore Jobs => jobs;

    public Reviewer Reviewer => reviewer;

    /// <summary>Queues an export.</summary>
    /// <exception cref="WrongWordsException">The folder cannot be made.</exception>
    public async Task<Job> ExportAsync(Dataset dataset, ExportOrder order, QualityReviewOptions options, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Lead, "export a subset");
        // A recipe that was saved goes by its name as long as it is what is shown.
        var shown = order.Recipe is null ? null : order.Recipe with { Filters = [order.Rule] };
        var json = shown is null ? null : RecipeJson.WriteCompact(shown);
        var saved = order.Saved ?? (json is null ? null : recipes.List(dataset.DatasetId).FirstOrDefault(known => RecipeJson.WriteCompact(known.Recipe with { Filters = [RuleOf(dataset, known.Recipe)] }) == json));
        var request = new ExportJobRequest
        {
            Recipe = saved is null ? json : RecipeJson.WriteCompact(saved.Recipe),
            RecipeName = saved?.Name,
            RecipeVersion = saved?.Version,
            HashesOnly = order.HashesOnly,
            Excluded = order.Excluded,
            AsOf = order.AsOf,
            Filter = order.Filter,
            Rule = order.Rule,
            Folder = ExportFolderName.PathFor(options, order.Folder),
            Format = SubsetFormats.NameOf(SubsetFormats.Parse(order.Format)),
        };
        await audit.AddAsync(reviewer.Name, AuditAct.Exported, dataset.Name, $"{request.Folder}, by {saved?.Name ?? order.Filter ?? order.Rule}", cancellation);
        return await jobs.AddAsync(JobKind.Export, dataset.DatasetId, $"Export {dataset.Name} by {saved?.Name ?? order.Filter ?? Excerpt.Of(order.Rule, 80)}", JobRequests.Write(request), reviewer.Name, cancellation);
    }

    /// <summary>Empty for a saved recipe whose filters are gone.</summary>
    private string RuleOf(Dataset dataset, Recipe recipe)
    {
        try
        {
            return RecipeRule.Of(recipe, filters.List(dataset.DatasetId)).ToString();
        }
        catch (WrongWordsException)
        {
            return "";
        }
    }
}
