namespace QualityReview.Web.Agreement;

/// <summary>One person's line in a plot over time.</summary>
/// <param name="Css">Class of its colour.</param>
/// <param name="Points">In their order; NaN leaves a point out.</param>
public sealed record CourseLine(string Name, string Css, IReadOnlyList<(DateTime At, double Value)> Points);
