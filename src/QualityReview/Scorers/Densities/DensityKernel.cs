namespace QualityReview.Scorers.Densities;

/// <summary>The family of hash functions whose collision probability is the kernel. Stored as numbers: never renumber.</summary>
public enum KernelShape
{
    /// <summary>p-stable hash for the Euclidean distance (Datar et al. 2004).</summary>
    PStable = 0,

    /// <summary>Signed random projections for the angle (Charikar 2002).</summary>
    Angular = 1,
}

/// <summary>How much a neighbour at some distance adds to a density: 1 at distance 0, falling with distance.
/// It is the collision probability of <see cref="Power"/> concatenated hashes, so exact sums and sketches estimate the same number.</summary>
public sealed record DensityKernel
{
    public DensityKernel(KernelShape shape, double bandwidth, int power)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(power);
        (Shape, Bandwidth, Power) = (shape, bandwidth, power);
    }

    public KernelShape Shape { get; }

    /// <summary>Width r of a hash bucket, in units of distance between unit vectors (0..2). The angular kernel has none and ignores it.</summary>
    public double Bandwidth { get; }

    /// <summary>Number p of concatenated hashes: the kernel of one hash is raised to this power, which narrows it.</summary>
    public int Power { get; }

    /// <summary><c>l2_p_stable</c> or <c>angular</c>, as receipts name it.</summary>
    public string Name => NameOf(Shape);

    public static string NameOf(KernelShape shape) => shape == KernelShape.PStable ? "l2_p_stable" : "angular";

    /// <param name="distance">Euclidean distance between two unit vectors, 0..2.</param>
    /// <returns>0..1.</returns>
    public double At(double distance) => Math.Pow(Shape == KernelShape.PStable ? PStable(distance) : Angular(distance), Power);

    // 1 - 2 Phi(-t) - 2/(sqrt(2 pi) t) (1 - exp(-t^2/2)) with t = r / distance (Datar et al. 2004, section 4.1).
    private double PStable(double distance)
    {
        const double density0 = 0.3989422804014327;
        var t = Bandwidth / distance;
        return t switch
        {
            double.PositiveInfinity => 1,

            // The closed form loses digits here: two terms of its series are exact to 1e-13.
            < 1e-3 => density0 * t * (1 - t * t / 12),
            _ => 1 - 2 * NormalDistribution.UpperTail(t) - 2 * density0 / t * (1 - Math.Exp(-t * t / 2)),
        };
    }

    // 1 - angle/pi. The angle comes from the chord: acos loses half of the digits for near duplicates.
    private static double Angular(double distance) => 1 - 2 * Math.Asin(Math.Min(1, distance / 2)) / Math.PI;
}
