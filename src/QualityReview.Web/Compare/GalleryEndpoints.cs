using System.Text;
using QualityReview.People;

namespace QualityReview.Web.Compare;

/// <summary>The galleries as a file.</summary>
internal static class GalleryEndpoints
{
    public static void MapGalleries(this WebApplication app) =>
        app.MapGet("/datasets/{name}/compare/galleries.html", Report).RequireAuthorization(Role.Lead);

    private static IResult Report(string name, string[]? of, string? show, string? flagged, GalleryReader reader, CancellationToken cancellation) =>
        reader.Read(name, GalleryAddress.Of(of, show, flagged), GalleryReport.TextLength, cancellation) is { } view
            ? Results.File(Encoding.UTF8.GetBytes(GalleryReport.Of(view)), "text/html; charset=utf-8", $"galleries-{view.Dataset.Name}.html")
            : Results.Text($"There is no dataset \"{name}\".", statusCode: StatusCodes.Status404NotFound);
}
