using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using QualityReview.Jobs;
using QualityReview.Samples.Files;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>Scores that were computed elsewhere.</summary>
internal static class SideCarsApi
{
    public static void Map(RouteGroupBuilder scores) => scores.MapPost("", ImportAsync)
        .As("importScores", ApiPolicy.Write, "Sends a file of ids and scores, which become a scorer of the dataset. Unknown ids and unreadable lines are set aside.")
        .Later<JobAnswer>().Accepts<Stream>("application/octet-stream").WithMetadata(new RequestSizeLimitAttribute(UploadFolder.MaxBytes));

    private static async Task<IResult> ImportAsync(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description("Name of the file; its end says the format, such as quality.jsonl.zst.")] string file,
        [Description("Key of the scorer: lower-case letters, digits and underscores, with a version at the end, such as quality_1.")] string key,
        HttpContext context,
        SampleLists lists,
        JobOrders orders,
        UploadFolder uploads,
        JobViewer jobs,
        [Description("Title of the scorer; its key where it is left out.")] string? title = null,
        [Description("What a high percentile says, in a sentence.")] string? highMeans = null,
        [Description("better, worse or more: what a higher score is; better where it is left out.")] string higher = "better",
        [Description("Field of the id; id where it is left out.")] string idField = "id",
        [Description("Field of the score; score where it is left out.")] string scoreField = "score")
    {
        var found = lists.Dataset(dataset);
        FileFormats.Of(file == "-" ? "" : file);
        orders.RequireImport();
        var shown = UploadFolder.ShownName(file);
        // Wrong words are said before gigabytes are taken in.
        var request = SideCarJob.Checked(new SideCarRequest { File = shown, Name = shown, Key = key, Title = title, HighMeans = highMeans, Higher = higher, IdField = idField, ScoreField = scoreField });
        var path = await uploads.SaveAsync(shown, context.Request.Body, null, context.RequestAborted);
        try
        {
            return jobs.Accepted(await orders.ImportScoresAsync(found, request with { File = path }));
        }
        catch
        {
            uploads.Forget(path);
            throw;
        }
    }
}
