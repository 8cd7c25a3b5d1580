using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using QualityReview.Exports;
using QualityReview.People;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Server;

/// <summary>Past exports as downloads: a whole folder as a .zip that is made while it is sent, or one file of it.</summary>
internal static class ExportDownloads
{
    public static void MapExportDownloads(this WebApplication app)
    {
        app.MapGet("/exports/{id:long}/download", ZipAsync).RequireAuthorization(Role.Lead);
        app.MapGet("/exports/{id:long}/files/{name}", File).RequireAuthorization(Role.Lead);
    }

    /// <summary>Sends all files of an export, packed while they are sent.</summary>
    /// <exception cref="QualityReviewException">The folder is not what was exported; nothing has been sent then.</exception>
    public static async Task SendZipAsync(PastExport export, HttpContext context)
    {
        // A file that is missing must be said now: once the zip is on its way, it can only break off.
        string[] names = [.. ExportOnDisk.Names(ExportOnDisk.Manifest(export))];
        if (names.FirstOrDefault(name => !System.IO.File.Exists(Path.Combine(export.Folder, name))) is { } missing)
        {
            throw new QualityReviewException($"{missing} is missing in {export.Folder}.");
        }

        var folder = Path.GetFileName(export.Folder);
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment") { FileNameStar = folder + ".zip" }.ToString();
        // The end of an entry is written synchronously whatever one calls (System.IO.Compression, .NET 10): a few kilobytes a file.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(context.Response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, context.RequestAborted);
        foreach (var name in names)
        {
            var path = Path.Combine(export.Folder, name);
            var isPacked = name.EndsWith(".gz", StringComparison.Ordinal) || name.EndsWith(".zst", StringComparison.Ordinal) || name.EndsWith(".parquet", StringComparison.Ordinal);
            var entry = zip.CreateEntry($"{folder}/{name}", isPacked ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using var into = await entry.OpenAsync(context.RequestAborted);
            await file.CopyToAsync(into, 1 << 16, context.RequestAborted);
        }
    }

    /// <summary>One file of an export; null where its manifest names none such.</summary>
    /// <exception cref="QualityReviewException">The folder is not what was exported.</exception>
    public static IResult? FileOf(PastExport export, string name) =>
        ExportOnDisk.PathOf(export, ExportOnDisk.Manifest(export), name) is { } path && System.IO.File.Exists(path)
            ? Results.File(path, "application/octet-stream", name, enableRangeProcessing: true)
            : null;

    private static async Task<IResult> ZipAsync(long id, ExportStore exports, HttpContext context)
    {
        if (exports.Find(id) is not { } export)
        {
            return NoExport(id);
        }

        try
        {
            await SendZipAsync(export, context);
            return Results.Empty;
        }
        catch (QualityReviewException fault)
        {
            return Results.Text(fault.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static IResult File(long id, string name, ExportStore exports)
    {
        if (exports.Find(id) is not { } export)
        {
            return NoExport(id);
        }

        try
        {
            return FileOf(export, name) ?? Results.Text("The manifest of this export names no such file, or the file is gone.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (QualityReviewException fault)
        {
            return Results.Text(fault.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static IResult NoExport(long id) => Results.Text($"There is no export {id}.", statusCode: StatusCodes.Status404NotFound);
}
