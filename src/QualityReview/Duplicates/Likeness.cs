namespace QualityReview.Duplicates;

/// <summary>How alike two sets of shingles are.</summary>
/// <param name="Similarity">Jaccard: what both have of what either has, 0–1.</param>
/// <param name="Containment">What both have of what the smaller has, 0–1.</param>
/// <param name="SizeRatio">The smaller's size by the larger's.</param>
internal readonly record struct Likeness(double Similarity, double Containment, double SizeRatio)
{
    /// <summary>A text that stands nearly whole in another is its near-duplicate from this part on.</summary>
    public const double Whole = 0.8;

    /// <summary>But not if the other says more than about twice as much besides.</summary>
    public const double LeastSizeRatio = 1.0 / 3;

    /// <summary>Whether two texts are near-duplicates: alike, or one stands in the other with something around it.</summary>
    public bool IsNear(double threshold) => Similarity >= threshold || (Containment >= Whole && SizeRatio >= LeastSizeRatio);

    /// <param name="one">Ascending, each once.</param>
    /// <param name="other">Ascending, each once.</param>
    public static Likeness Of(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            return default;
        }

        int shared = 0, i = 0, j = 0;
        while (i < one.Length && j < other.Length)
        {
            var (a, b) = (one[i], other[j]);
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        double smaller = Math.Min(one.Length, other.Length), larger = Math.Max(one.Length, other.Length);
        return new Likeness(shared / (smaller + larger - shared), shared / smaller, smaller / larger);
    }
}
