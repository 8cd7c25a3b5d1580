namespace QualityReview.Web.Shared;

/// <summary>A sample of a <see cref="VirtualList{TItem}"/> with its place in the list.</summary>
/// <param name="Index">0-based.</param>
public readonly record struct VirtualItem<TItem>(int Index, TItem Item);
