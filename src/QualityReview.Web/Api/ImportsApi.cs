using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Web.Configuration;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>What became of an imported file.</summary>
/// <param name="Lines">Lines or rows that were read.</param>
/// <param name="AlreadyThere">Lines whose id and text were in the dataset already.</param>
/// <param name="EqualTexts">Imported samples whose text another id has too.</param>
/// <param name="Repaired">Imported samples in which characters that cannot be stored became U+FFFD.</param>
/// <param name="SetAside">Lines that could not become samples.</param>
public sealed record ImportAnswer(
    long Import, string File, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Lines, int Imported, int AlreadyThere, int EqualTexts, int Repaired, int SetAside);

/// <summary>A line that could not become a sample.</summary>
public sealed record SetAsideAnswer(long Line, string Reason, string Excerpt);

/// <summary>Files that are sent in, and what became of their lines. As on pages, paths on the server cannot be named.</summary>
internal static class ImportsApi
{
    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapPost("", ImportAsync).As("importFile", ApiPolicy.Write, "Sends a file whose samples are added to the dataset, which is made where there is none.")
            .Later<JobAnswer>().Accepts<Stream>("application/octet-stream").WithMetadata(new RequestSizeLimitAttribute(UploadFolder.MaxBytes));
        imports.MapGet("", List).As("listImports", ApiPolicy.LeadRead, "The imports into a dataset, newest first.");
        imports.MapGet("/{import:long}/set-aside", SetAside).As("listSetAside", ApiPolicy.LeadRead, "The lines that an import set aside, in the file's order.")
            .OrLines<SetAsideAnswer>();
    }

    private static async Task<IResult> ImportAsync(
        [Description("Name of the dataset, new or known.")] string dataset,
        [Description("Name of the file; its end says the format, such as web.jsonl.zst.")] string file,
        HttpContext context,
        JobOrders orders,
        UploadFolder uploads,
        QualityReviewOptions options,
        JobViewer jobs,
        [Description("Dotted path of the field that holds the text; text where it is left out.")] string? textField = null,
        [Description("Field of the id; id where it is left out and there.")] string? idField = null,
        [Description("Field of the source; source where it is left out and there.")] string? sourceField = null,
        [Description("Whether all scorers run afterwards; false where it is left out.")] bool score = false)
    {
        DatasetName.Check(dataset);
        FileFormats.Of(file == "-" ? "" : file);
        orders.RequireImport();
        var shown = UploadFolder.ShownName(file);
        var path = await uploads.SaveAsync(shown, context.Request.Body, null, context.RequestAborted);
        try
        {
            var request = new ImportRequest
            {
                File = path,
                TextField = Given(textField) ?? "text",
                IdField = Given(idField),
                SourceField = Given(sourceField),
                Source = shown,
                MaxLineBytes = options.Import.MaxLineBytes,
                MaxExpansion = options.Import.MaxExpansion,
            };
            return jobs.Accepted(await orders.ImportAsync(dataset, shown, request, score));
        }
        catch
        {
            uploads.Forget(path);
            throw;
        }
    }

    private static Listing<ImportAnswer> List(
        [Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, ImportStore imports, [Description(Says.Cursor)] string? cursor = null, [Description(Says.Take)] int? take = null)
    {
        var id = lists.Dataset(dataset).DatasetId;
        var page = Listing.Of(imports.List(id), import => import.ImportId, $"imports {id}", cursor, take);
        return new([.. page.Items.Select(import => new ImportAnswer(
            import.ImportId, import.File, import.StartedAt, import.FinishedAt, import.Lines, import.Imported, import.AlreadyThere, import.EqualTexts, import.Repaired, import.SetAside))], page.Next);
    }

    private static IResult SetAside(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description("Number of the import.")] long import,
        HttpRequest request,
        SampleLists lists,
        ImportStore imports,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.Take)] int? take = null)
    {
        var found = imports.Find(import) is { } known && known.DatasetId == lists.Dataset(dataset).DatasetId ? known : throw ApiFault.NotFound($"{dataset} has no import {import}.");
        // Lines are only added, in the file's order: their number in it is a place that stays.
        var list = $"set aside {import}";
        var skip = (int)Math.Min(int.MaxValue, ApiCursor.Read(cursor, list) ?? 0);
        if (Listing.WantsLines(request))
        {
            return Listing.Stream(Lines(imports, found.ImportId, skip, take is null ? int.MaxValue : Listing.Take(take)));
        }

        var most = Listing.Take(take);
        var lines = imports.SetAside(import, most + 1, skip);
        return Results.Json(new Listing<SetAsideAnswer>([.. lines.Take(most).Select(Of)], lines.Count > most ? ApiCursor.Write(list, skip + most) : null));
    }

    private static IEnumerable<SetAsideAnswer> Lines(ImportStore imports, long import, int skip, int most)
    {
        for (var left = most; left > 0 && imports.SetAside(import, Math.Min(left, Listing.MostTake), skip) is { Count: > 0 } lines; skip += lines.Count, left -= lines.Count)
        {
            foreach (var line in lines)
            {
                yield return Of(line);
            }
        }
    }

    private static SetAsideAnswer Of(SetAsideLine line) => new(line.Line, line.Reason, line.Excerpt);

    private static string? Given(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
