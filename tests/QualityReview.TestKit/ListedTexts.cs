using QualityReview.Duplicates;

namespace QualityReview.TestKit;

/// <summary>Texts that are in memory already.</summary>
public sealed class ListedTexts(IReadOnlyList<string> texts) : ITexts
{
    public int Count => texts.Count;

    public long Characters { get; } = texts.Sum(text => (long)text.Length);

    public IReadOnlyList<string> Range(int first, int count) => [.. Enumerable.Range(first, count).Select(ordinal => texts[ordinal])];

    public IReadOnlyList<string> Of(IReadOnlyList<int> ordinals) => [.. ordinals.Select(ordinal => texts[ordinal])];
}
