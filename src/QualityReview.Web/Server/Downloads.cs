using QualityReview.People;
using QualityReview.Web.Datasets;

namespace QualityReview.Web.Server;

/// <summary>Files that a browser downloads.</summary>
internal static class Downloads
{
    public static void MapDownloads(this WebApplication app)
    {
        SetAsideFile.Map(app).RequireAuthorization(Role.Lead);
    }
}
