using QualityReview.Hashing;

namespace QualityReview.Scorers.Densities;

/// <summary>Chooses the kernel so that a sample's far background weighs about as much as three samples, beside the 1 of the sample itself.</summary>
/// <remarks>The kernel of a single hash falls with 1/distance only: near duplicates would stand out from the background four times at best,
/// and inverse propensity sampling would be close to uniform. Raising it to a power fitted to the data mends that.</remarks>
public static class BandwidthTuner
{
    /// <summary>Random pairs whose median distance stands for the background.</summary>
    public const int PairCount = 2000;

    public const int MostHashes = 24;

    private const double BackgroundMass = 3;

    /// <summary>Power = ln(samples / 3) / -ln(kernel at the median distance), rounded, 1..24; the bandwidth is 1.</summary>
    /// <param name="vectors">Rows of zeros are passed over.</param>
    public static DensityKernel Tune(VectorRows vectors, ulong seed, KernelShape shape = KernelShape.PStable)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var places = UnitRows.PlacesOfVectors(vectors);
        var oneHash = new DensityKernel(shape, 1, 1);
        if (places.Length <= BackgroundMass)
        {
            return oneHash;
        }

        var background = oneHash.At(MedianDistance(vectors, places, seed));
        // A background of duplicates has kernel 1: the quotient is then infinite, and the power the largest.
        var power = Math.Log(places.Length / BackgroundMass) / Math.Max(-Math.Log(background), double.Epsilon);
        return new DensityKernel(shape, 1, (int)Math.Clamp(Math.Round(power), 1, MostHashes));
    }

    private static double MedianDistance(VectorRows vectors, int[] places, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] one = new float[vectors.Dimensions], other = new float[vectors.Dimensions];
        var distances = new double[PairCount];
        for (var pair = 0; pair < PairCount; pair++)
        {
            var a = random.NextInt(places.Length);
            var b = random.NextInt(places.Length - 1);
            b += b >= a ? 1 : 0;
            vectors.Read(places[a], one);
            vectors.Read(places[b], other);
            distances[pair] = Distance(one, other);
        }

        Array.Sort(distances);
        return (distances[PairCount / 2 - 1] + distances[PairCount / 2]) / 2;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var square = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            square += difference * difference;
        }

        return Math.Sqrt(square);
    }
}
