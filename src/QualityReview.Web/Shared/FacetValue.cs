namespace QualityReview.Web.Shared;

/// <summary>One value of a facet.</summary>
/// <param name="Name">The stored value; it goes into the page's address.</param>
/// <param name="Title">What people read; null for the name itself.</param>
/// <param name="Count">Samples that have it under the filters at work.</param>
public sealed record FacetValue(string Name, long Count, bool Checked = false, string? Title = null);
