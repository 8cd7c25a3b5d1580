using QualityReview.Samples;

namespace QualityReview.Duplicates;

/// <summary>The texts of a dataset, read as they are needed: all in order more than once, then few again by ordinal. Safe for many callers.</summary>
public interface ITexts
{
    /// <summary>Texts have the ordinals 0 to this number less one.</summary>
    int Count { get; }

    /// <summary>Length of all texts together, roughly.</summary>
    long Characters { get; }

    IReadOnlyList<string> Range(int first, int count);

    /// <summary>In the order of <paramref name="ordinals"/>.</summary>
    IReadOnlyList<string> Of(IReadOnlyList<int> ordinals);
}

/// <summary>The texts of a stored dataset as it was when it was read.</summary>
public sealed class StoredTexts(SampleStore samples, Dataset dataset) : ITexts
{
    public int Count => dataset.SampleCount;

    public long Characters { get; } = samples.Characters(dataset.DatasetId);

    public IReadOnlyList<string> Range(int first, int count) => samples.Texts(dataset.DatasetId, first, count);

    public IReadOnlyList<string> Of(IReadOnlyList<int> ordinals) => samples.Texts(dataset.DatasetId, ordinals);
}
