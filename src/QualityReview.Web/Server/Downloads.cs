namespace QualityReview.Web.Server;

/// <summary>Files that a browser downloads.</summary>
internal static class Downloads
{
    public static void MapDownloads(this WebApplication app)
    {
        _ = app;
    }
}
