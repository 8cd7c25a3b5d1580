using QualityReview.Duplicates;

namespace QualityReview.TestKit;

/// <summary>Texts that are in memory already.</summary>
public sealed class ListedTexts(IReadOnlyList<string> texts) : ITexts
{
    public int Count => texts.Count;

    public long Characters => texts.Sum(text => (long)text.Length);

    public IReadOnlyList<string> Range(int first, int count) => [.. texts.Skip(first).Take(count)];

    public IReadOnlyList<string> Of(IReadOnlyList<int> ordinals) => [.. ordinals.Select(ordinal => texts[ordinal])];
}
