using QualityReview.Comparisons;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Compare;

/// <summary>What the page of galleries shows at one moment. Never changes.</summary>
public sealed record GalleryView
{
    public required Dataset Dataset { get; init; }

    /// <summary>With the scorers that are shown, chosen or not.</summary>
    public required GalleryAddress Address { get; init; }

    /// <summary>Scorers of the dataset that are not shown.</summary>
    public required IReadOnlyList<ScorerCard> Others { get; init; }

    /// <summary>Null where no scorer has scored anything.</summary>
    public Galleries? Galleries { get; init; }

    /// <summary>Why these scorers in this order, as a sentence.</summary>
    public string Order { get; init; } = "";

    /// <summary>The samples of all galleries by ordinal, with the beginning of their texts.</summary>
    public IReadOnlyDictionary<int, Sample> Samples { get; init; } = new Dictionary<int, Sample>();

    /// <summary>What the address names that the dataset does not have; empty for nothing.</summary>
    public string Fault { get; init; } = "";
}
