namespace QualityReview.Web.Shared;

/// <summary>An order that a list can be put in.</summary>
public sealed record SortOption(string Key, string Title);

/// <summary>The order that a list is in.</summary>
public readonly record struct SortChoice(string Key, bool Descending);
