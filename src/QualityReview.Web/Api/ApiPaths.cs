namespace QualityReview.Web.Api;

/// <summary>Tells requests of programs from those of pages.</summary>
internal static class ApiPaths
{
    public const string Root = "/api";

    public const string Document = Root + "/openapi.json";

    /// <summary>Whether a request is below /api; /api itself is a page.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments(Root, out var rest) && rest.Value is { Length: > 1 };

    public static string Job(long job) => FormattableString.Invariant($"{Root}/jobs/{job}");
}
