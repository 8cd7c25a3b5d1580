namespace QualityReview.Web.Configuration;

/// <summary>Who reviews: in single-user mode, everybody who reaches the app.</summary>
/// <param name="Name">Signs reviews and jobs; never empty.</param>
public sealed record Reviewer(string Name)
{
    public static Reviewer From(QualityReviewOptions options) =>
        new(string.IsNullOrWhiteSpace(options.Reviewer) ? Environment.UserName : options.Reviewer.Trim());
}
