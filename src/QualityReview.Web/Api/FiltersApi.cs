using System.ComponentModel;
using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>A rule to be saved.</summary>
public sealed record FilterRequest
{
    /// <summary>1 to 64 characters; a known name gets a new version.</summary>
    public required string Name { get; init; }

    /// <summary>See the section Rules of the README.</summary>
    public required string Rule { get; init; }
}

/// <summary>One version of a named filter, and who saved it.</summary>
public sealed record SavedFilterVersion(int Version, string Rule, string Author, DateTimeOffset CreatedAt);

/// <summary>What a rule keeps together with what people decided.</summary>
/// <param name="Rule">In its canonical form.</param>
/// <param name="All">Samples of the dataset.</param>
/// <param name="Kept">Samples of the subset.</param>
/// <param name="FilterKeeps">Samples that the rule alone keeps.</param>
/// <param name="Added">Dropped by the rule, kept by a person.</param>
/// <param name="Removed">Kept by the rule, dropped by a person.</param>
/// <param name="Tokens">Of the subset; null where they are not known for every sample of it.</param>
/// <param name="AllTokens">Of the dataset; null where they are not known for every sample.</param>
public sealed record SubsetAnswer(string Rule, int All, int Kept, int FilterKeeps, int Added, int Removed, long? Tokens, long? AllTokens, IReadOnlyList<SourceCount> Sources, CoverageAnswer? Coverage);

/// <summary>What a subset leaves of a dataset's kinds of text.</summary>
/// <param name="EffectiveBefore">Number of equally large clusters that would be as diverse as the dataset.</param>
/// <param name="EffectiveAfter">The same of the subset; null where it is empty.</param>
/// <param name="Vanished">Clusters of which nothing is kept.</param>
public sealed record CoverageAnswer(double? EffectiveBefore, double? EffectiveAfter, IReadOnlyList<int> Vanished, IReadOnlyList<ClusterShare> Clusters);

/// <summary>How much of one cluster a subset keeps.</summary>
public sealed record ClusterShare(int Cluster, int Kept, int All);

/// <summary>Named filters with their versions, and what rules keep.</summary>
internal static class FiltersApi
{
    public static void Map(RouteGroupBuilder dataset)
    {
        dataset.MapGet("/filters", List).As("listFilters", ApiPolicy.Read, "The latest version of every saved filter, the built-in one first.");
        dataset.MapGet("/filters/versions", Versions).As("listFilterVersions", ApiPolicy.Read, "All versions of one filter, newest first.");
        dataset.MapPost("/filters", SaveAsync).As("saveFilter", ApiPolicy.Write, "Saves a rule under a name; a changed rule is a new version, the same rule changes nothing.").Body<FilterRequest>();
        dataset.MapGet("/subset", Subset).As("getSubset", ApiPolicy.LeadRead, "What a filter or rule keeps together with people's verdicts, by source and by cluster.");
    }

    private static Listing<Filter> List([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, FilterStore filters) =>
        new(filters.List(lists.Dataset(dataset).DatasetId), null);

    private static Listing<SavedFilterVersion> Versions([Description(DatasetsApi.NameSays)] string dataset, [Description(Says.Filter)] string name, SampleLists lists, FilterStore filters) =>
        filters.History(lists.Dataset(dataset).DatasetId, name) is { Count: > 0 } versions
            ? new([.. versions.Select(saved => new SavedFilterVersion(saved.Filter.Version, saved.Filter.Rule, saved.Author, saved.CreatedAt))], null)
            : throw ApiFault.NotFound($"{dataset} has no saved filter \"{name}\".");

    private static async Task<Filter> SaveAsync([Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, FilterStore filters, Reviewer reviewer)
    {
        var request = await ApiBody.ReadAsync<FilterRequest>(context);
        var loaded = lists.Table(dataset);
        // Against the dataset, as on pages: a scorer or source that it does not have is a typing error.
        FilterRule.Parse(request.Rule, loaded.Table);
        reviewer.Require(Role.Lead, "save a filter");
        return await filters.SaveAsync(loaded.Dataset.DatasetId, request.Name, request.Rule, reviewer.Name);
    }

    private static SubsetAnswer Subset(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        FilterStore filters,
        ScoreStore scores,
        CancellationToken cancellation,
        [Description(Says.Filter)] string? filter = null,
        [Description(Says.Rule)] string? rule = null)
    {
        var loaded = lists.Table(dataset);
        var view = SubsetView.Read(loaded, filters, rule, filter, recipe: null, new TokenCounts(scores), cancellation);
        return view.Counts is { } counts
            ? Of(view.Rule.Node!.ToString(), counts)
            : throw new WrongWordsException(view.Rule.Fault!.Message);
    }

    internal static SubsetAnswer Of(string rule, SubsetCounts counts) => new(
        rule,
        counts.All,
        counts.Kept,
        counts.FilterKeeps,
        counts.Added,
        counts.Removed,
        counts.Tokens,
        counts.AllTokens,
        counts.Sources,
        counts.Coverage is { } coverage ? Coverage(coverage) : null);

    internal static CoverageAnswer Coverage(ClusterCoverage coverage) => new(
        Finite(coverage.EffectiveBefore),
        Finite(coverage.EffectiveAfter),
        [.. coverage.Vanished.Select(cluster => cluster.Cluster)],
        [.. coverage.Clusters.Select(cluster => new ClusterShare(cluster.Cluster, cluster.Kept, cluster.All))]);

    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
