using QualityReview.Web.Configuration;

namespace QualityReview.Web.Subsets;

/// <summary>Who asks for jobs and saves filters: in single-user mode, everybody who reaches the app.</summary>
internal static class PageAuthor
{
    public static string Of(QualityReviewOptions options) => string.IsNullOrWhiteSpace(options.Reviewer) ? Environment.UserName : options.Reviewer.Trim();
}
