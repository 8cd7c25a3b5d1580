using System.ComponentModel;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Recipes;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Server;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>A subset to be written.</summary>
public sealed record ExportStart
{
    /// <summary>Name of the folder to make in the export folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of a saved filter, or one of its versions as name@2.</summary>
    public string? Filter { get; init; }

    /// <summary>A rule; it wins over the filter's name.</summary>
    public string? Rule { get; init; }

    /// <summary>Name of a saved recipe; it names its filters itself, so filter and rule are left out.</summary>
    public string? RecipeName { get; init; }

    /// <summary>Of the saved recipe; the latest where it is left out.</summary>
    public int? RecipeVersion { get; init; }

    /// <summary>A recipe that need not be saved, in the place of a saved one.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>jsonl, jsonl.gz, jsonl.zst, csv or parquet. The default value is jsonl.</summary>
    public string Format { get; init; } = "jsonl";

    /// <summary>Whether content hashes stand in the place of texts and metadata. The default value is false.</summary>
    public bool HashesOnly { get; init; }

    /// <summary>Whether the other samples are listed too, each with the step that took it out. The default value is false.</summary>
    public bool Excluded { get; init; }

    /// <summary>Ledger position: verdicts after it are left out. The default value is null: none are.</summary>
    public long? AsOf { get; init; }
}

/// <summary>A finished export.</summary>
/// <param name="Folder">Name of its folder.</param>
/// <param name="FilterVersion">0 where the rule was not saved under a name.</param>
/// <param name="Recipe">What went on from the rule; null where the rule alone decided.</param>
/// <param name="LedgerPosition">The last ledger entry that was looked at.</param>
public sealed record ExportAnswer(
    long Export, string Dataset, string Filter, int FilterVersion, string Rule, Recipe? Recipe, string Format, string Folder, long Samples, long LedgerPosition, string ManifestHash, string Author, DateTimeOffset CreatedAt);

/// <summary>Whether an export is what was exported.</summary>
/// <param name="Faults">One sentence each; none where every hash and count is right.</param>
public sealed record VerificationAnswer(bool IsSound, IReadOnlyList<string> Faults);

/// <summary>Exports: started, listed, verified and fetched.</summary>
internal static class ExportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/datasets/{dataset}/exports", StartAsync).As("startExport", ApiPolicy.Write, "Exports what a filter, a rule or a recipe keeps together with people's verdicts.").Body<ExportStart>().Later<JobAnswer>();
        api.MapGet("/datasets/{dataset}/exports", List).As("listExports", ApiPolicy.LeadRead, "The finished exports of a dataset, newest first.");
        var export = api.MapGroup("/exports/{export:long}");
        export.MapGet("", ([Description(Says.Export)] long export, ExportStore exports, DatasetStore datasets) => Of(Find(exports, export), datasets))
            .As("getExport", ApiPolicy.LeadRead, "One finished export.");
        export.MapGet("/manifest", Manifest).As("getManifest", ApiPolicy.LeadRead, "The manifest, byte for byte as it was written.").Produces<object>(StatusCodes.Status200OK, "application/json");
        export.MapGet("/verification", Verify).As("verifyExport", ApiPolicy.LeadRead, "Recomputes every hash and count of the folder; may take minutes.");
        export.MapGet("/files/{name}", File).As("downloadExportFile", ApiPolicy.LeadRead, "One file of the export.").Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream");
        export.MapGet("/zip", ZipAsync).As("downloadExport", ApiPolicy.LeadRead, "All files of the export in one .zip.").Produces<Stream>(StatusCodes.Status200OK, "application/zip");
    }

    private static async Task<IResult> StartAsync(
        [Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, SubsetRooms rooms, TokenCounts tokens, QualityReviewOptions options, JobViewer jobs)
    {
        var request = await ApiBody.ReadAsync<ExportStart>(context);
        var loaded = lists.Table(dataset);
        if (request.AsOf is { } position && (position < 0 || position > rooms.Reviews.LastPosition()))
        {
            throw ApiFault.Wrong($"The ledger has no position {position}; supported are 0 to {rooms.Reviews.LastPosition()}.");
        }

        var order = request is { Recipe: null, RecipeName: null, RecipeVersion: null } ? Plain(request, loaded, rooms) : Made(request, loaded, rooms);
        var counted = SubsetCounts.Of(loaded, FilterRule.Parse(order.Rule, loaded.Table), order.Recipe ?? new Recipe(), tokens.Of(loaded), context.RequestAborted);
        // As of an earlier position it may have kept something.
        if (counted.Kept == 0 && request.AsOf is null)
        {
            throw new WrongWordsException($"The {(order.Recipe is null ? "filter" : "recipe")} keeps nothing that could be exported.");
        }

        return jobs.Accepted(await rooms.ExportAsync(loaded.Dataset, order with { HashesOnly = request.HashesOnly, Excluded = request.Excluded, AsOf = request.AsOf }, options));
    }

    private static ExportOrder Plain(ExportStart request, LoadedTable loaded, SubsetRooms rooms)
    {
        var named = string.IsNullOrEmpty(request.Filter) ? null : rooms.Filters.Find(loaded.Dataset.DatasetId, request.Filter);
        var filters = rooms.Filters.List(loaded.Dataset.DatasetId);
        var chosen = ChosenRule.Of(request.Rule, request.Filter, named is null ? filters : [.. filters, named], loaded.Table);
        var node = chosen.Node ?? throw new WrongWordsException(chosen.Fault!.Message);
        return new ExportOrder(chosen.Filter?.Reference, node.ToString(), request.Format, request.Folder);
    }

    private static ExportOrder Made(ExportStart request, LoadedTable loaded, SubsetRooms rooms)
    {
        if (!string.IsNullOrEmpty(request.Filter) || !string.IsNullOrEmpty(request.Rule))
        {
            throw ApiFault.Wrong("A recipe names its filters itself: leave out the fields filter and rule.");
        }

        var (recipe, rule) = RecipesApi.Chosen(rooms, loaded, request.Recipe, request.RecipeName, request.RecipeVersion);
        var only = recipe.Recipe.Filters is [var one] ? rooms.Filters.List(loaded.Dataset.DatasetId).FirstOrDefault(known => known.Name == one) : null;
        return new ExportOrder(only?.Reference, rule, request.Format, request.Folder) { Recipe = recipe.Recipe, Saved = recipe.Version > 0 ? recipe : null };
    }

    private static Listing<ExportAnswer> List(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        ExportStore exports,
        DatasetStore datasets,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.Take)] int? take = null)
    {
        var id = lists.Dataset(dataset).DatasetId;
        var page = Listing.Of(exports.List(id), export => export.ExportId, $"exports {id}", cursor, take);
        return new([.. page.Items.Select(export => Of(export, datasets))], page.Next);
    }

    private static IResult Manifest([Description(Says.Export)] long export, ExportStore exports) =>
        Results.Bytes(ManifestJson.Write(ExportOnDisk.Manifest(Find(exports, export))), "application/json");

    private static async Task<VerificationAnswer> Verify([Description(Says.Export)] long export, ExportStore exports, CancellationToken cancellation)
    {
        var found = Find(exports, export);
        var faults = await Task.Run(() => ExportOnDisk.Verify(found, cancellation), cancellation);
        return new VerificationAnswer(faults.Count == 0, [.. faults.Select(fault => fault.Message)]);
    }

    private static IResult File([Description(Says.Export)] long export, [Description("Name of the file, as the manifest has it.")] string name, ExportStore exports) =>
        ExportDownloads.FileOf(Find(exports, export), name) ?? throw ApiFault.NotFound("The manifest of this export names no such file, or the file is gone.");

    private static Task ZipAsync([Description(Says.Export)] long export, ExportStore exports, HttpContext context) => ExportDownloads.SendZipAsync(Find(exports, export), context);

    internal static PastExport Find(ExportStore exports, long export) => exports.Find(export) ?? throw ApiFault.NotFound($"There is no export {export}.");

    internal static ExportAnswer Of(PastExport export, DatasetStore datasets) => new(
        export.ExportId,
        datasets.Find(export.DatasetId)?.Name ?? "",
        export.FilterName,
        export.FilterVersion,
        export.Rule,
        export.Recipe.Length == 0 ? null : RecipeJson.Read(export.Recipe),
        export.Format,
        Path.GetFileName(export.Folder),
        export.SampleCount,
        export.LedgerPosition,
        export.ManifestHash,
        export.Author,
        export.CreatedAt);
}
