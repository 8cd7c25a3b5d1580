using System.ComponentModel;
using QualityReview.Exports;
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

    /// <summary>jsonl, jsonl.gz, csv or parquet. The default value is jsonl.</summary>
    public string Format { get; init; } = "jsonl";
}

/// <summary>A finished export.</summary>
/// <param name="Folder">Name of its folder.</param>
/// <param name="FilterVersion">0 where the rule was not saved under a name.</param>
/// <param name="LedgerPosition">The last ledger entry that was looked at.</param>
public sealed record ExportAnswer(
    long Export, string Dataset, string Filter, int FilterVersion, string Rule, string Format, string Folder, long Samples, long LedgerPosition, string ManifestHash, string Author, DateTimeOffset CreatedAt);

/// <summary>Whether an export is what was exported.</summary>
/// <param name="Faults">One sentence each; none where every hash and count is right.</param>
public sealed record VerificationAnswer(bool IsSound, IReadOnlyList<string> Faults);

/// <summary>Exports: started, listed, verified and fetched.</summary>
internal static class ExportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/datasets/{dataset}/exports", StartAsync).As("startExport", ApiPolicy.Write, "Exports what a filter or rule keeps together with people's verdicts.").Body<ExportStart>().Later<JobAnswer>();
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
        [Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, SubsetRooms rooms, QualityReviewOptions options, JobViewer jobs)
    {
        var request = await ApiBody.ReadAsync<ExportStart>(context);
        var loaded = lists.Table(dataset);
        var named = string.IsNullOrEmpty(request.Filter) ? null : rooms.Filters.Find(loaded.Dataset.DatasetId, request.Filter);
        var filters = rooms.Filters.List(loaded.Dataset.DatasetId);
        var chosen = ChosenRule.Of(request.Rule, request.Filter, named is null ? filters : [.. filters, named], loaded.Table);
        var node = chosen.Node ?? throw new WrongWordsException(chosen.Fault!.Message);
        if (lists.Compare(loaded, null, node.ToString(), context.RequestAborted) is not { Decisions.Kept.Count: > 0 })
        {
            throw new WrongWordsException("The filter keeps nothing that could be exported.");
        }

        return jobs.Accepted(await rooms.ExportAsync(loaded.Dataset, new ExportOrder(chosen.Filter?.Reference, node.ToString(), request.Format, request.Folder), options));
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

    private static PastExport Find(ExportStore exports, long export) => exports.Find(export) ?? throw ApiFault.NotFound($"There is no export {export}.");

    private static ExportAnswer Of(PastExport export, DatasetStore datasets) => new(
        export.ExportId,
        datasets.Find(export.DatasetId)?.Name ?? "",
        export.FilterName,
        export.FilterVersion,
        export.Rule,
        export.Format,
        Path.GetFileName(export.Folder),
        export.SampleCount,
        export.LedgerPosition,
        export.ManifestHash,
        export.Author,
        export.CreatedAt);
}
