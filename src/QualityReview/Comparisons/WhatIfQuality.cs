namespace QualityReview.Comparisons;

/// <summary>A part of a dataset of about one quality, as the scaling law for data filtering describes it.</summary>
/// <param name="Title">How people call it, such as "top 10%".</param>
/// <param name="Utility">b: the exponent with which the error falls as more of the pool is seen; below 0, the lower the better.</param>
/// <param name="HalfLife">τ: repetitions after which the utility has halved; above 0.</param>
/// <param name="Size">How much there is without repetition, in the unit of the budget; above 0.</param>
public sealed record WhatIfPool(string Title, double Utility, double HalfLife, double Size);

/// <summary>The error that is foretold for a union of pools.</summary>
/// <param name="Pools">How many of the best pools it takes.</param>
/// <param name="Size">All of them without repetition.</param>
/// <param name="Passes">How often the budget goes over them; below 1 where it does not see all.</param>
public readonly record struct WhatIfUnion(int Pools, double Size, double Passes, double Error);

/// <summary>The scaling law for data filtering with repetition (Goyal et al. 2024, "Scaling Laws for Data Filtering", arXiv 2404.07177): a pool's
/// utility halves every <see cref="WhatIfPool.HalfLife"/> repetitions, so a larger budget wants a larger part of the data.</summary>
/// <param name="Scale">a: multiplies what is seen; above 0.</param>
/// <param name="Floor">d: the error that no data takes away; 0 or more.</param>
/// <param name="Unit">What is seen is counted in this many; above 0. The source's value is 100,000.</param>
public sealed record WhatIfQuality(double Scale, double Floor, double Unit = 100_000)
{
    // After so many half-lives a repetition changes the error by less than a double can tell.
    private const double Spent = 60;

    /// <summary>The parameters that the source's authors fitted for CLIP on image-text pairs (their repository's T-MARS pools).</summary>
    public static WhatIfQuality Clip { get; } = new(.025, .1);

    /// <summary>b and τ of the four best tenths, as fitted for CLIP.</summary>
    public static IReadOnlyList<(double Utility, double HalfLife)> ClipPools { get; } = [(-.16, 6.73), (-.125, 8.55), (-.10, 5.27), (-.085, 2.27)];

    /// <summary>y = n₁^b₀ · ∏ (nₖ₊₁/nₖ)^bₖ + d with nₖ = a · what is seen after pass k / unit. After k repetitions a union's utility is the mean of
    /// its pools' b · ½^(k/τ'), and in a union a pool is seen more seldom: τ' = τ / its share. The source has equal pools, where that is
    /// N · τ; here the mean goes by size, which is the same for equal ones.</summary>
    /// <param name="pools">One or more.</param>
    /// <param name="budget">What is seen in all, repetitions included; above 0.</param>
    public double Error(IReadOnlyList<WhatIfPool> pools, double budget)
    {
        var size = pools.Sum(pool => pool.Size);
        double[] utilities = [.. pools.Select(pool => pool.Utility * pool.Size / size)];
        double[] decays = [.. pools.Select(pool => Math.Pow(.5, pool.Size / size / pool.HalfLife))];
        var last = pools.Max(pool => pool.HalfLife * size / pool.Size) * Spent;
        var seen = Math.Min(size, budget);
        var logarithm = utilities.Sum() * Math.Log(Scale * seen / Unit);
        for (var repetition = 1; seen < budget && repetition < last; repetition++)
        {
            var next = Math.Min(budget, (repetition + 1) * size);
            var utility = 0.0;
            for (var pool = 0; pool < utilities.Length; pool++)
            {
                utilities[pool] *= decays[pool];
                utility += utilities[pool];
            }

            logarithm += utility * Math.Log(next / seen);
            seen = next;
        }

        return Math.Exp(logarithm) + Floor;
    }

    /// <summary>The unions of the best pool, the two best, and so on; pools are sorted by their utility, of equal ones the first given first.</summary>
    public IReadOnlyList<WhatIfUnion> Unions(IReadOnlyList<WhatIfPool> pools, double budget)
    {
        List<WhatIfPool> sorted = [.. pools.OrderBy(pool => pool.Utility)];
        return
        [
            .. Enumerable.Range(1, sorted.Count).Select(count =>
            {
                var union = sorted[..count];
                var size = union.Sum(pool => pool.Size);
                return new WhatIfUnion(count, size, budget / size, Error(union, budget));
            }),
        ];
    }

    /// <summary>The union with the least error; of equal ones the smaller.</summary>
    public WhatIfUnion Best(IReadOnlyList<WhatIfPool> pools, double budget) => Unions(pools, budget).MinBy(union => union.Error);
}
