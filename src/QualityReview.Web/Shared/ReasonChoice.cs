namespace QualityReview.Web.Shared;

/// <summary>A reason that a verdict can carry.</summary>
/// <param name="Code">Lower_snake, stored.</param>
/// <param name="Title">What people read.</param>
public sealed record ReasonChoice(string Code, string Title);
