using System.Globalization;

namespace QualityReview.Scorers.Densities;

/// <summary>How unlike the weights 1/density of a set are: what inverse propensity sampling can do with them. NaN where no sample has a density.</summary>
/// <param name="Smallest">Of the most crowded sample.</param>
/// <param name="Low">A hundredth of the samples weigh less.</param>
/// <param name="High">A hundredth of the samples weigh more.</param>
/// <param name="Largest">Of the loneliest sample; at most 1, because a sample counts itself.</param>
public sealed record WeightSpread(double Smallest, double Low, double Median, double High, double Largest)
{
    /// <summary>Largest divided by smallest.</summary>
    public double Ratio => Largest / Smallest;

    /// <param name="densities">NaNs are passed over.</param>
    public static WeightSpread Of(ReadOnlySpan<double> densities)
    {
        var sorted = densities.ToArray();
        var count = 0;
        foreach (var density in densities)
        {
            if (!double.IsNaN(density))
            {
                sorted[count++] = density;
            }
        }

        if (count == 0)
        {
            return new WeightSpread(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        // Crowded is light: the highest density has the smallest weight.
        Array.Sort(sorted, 0, count);
        double At(double share) => 1 / sorted[(int)Math.Round((1 - share) * (count - 1))];
        return new WeightSpread(At(0), At(.01), At(.5), At(.99), At(1));
    }

    /// <summary>For people: "0.002 smallest, 0.01 at 1%, ...".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Smallest:G3} smallest, {Low:G3} at 1%, {Median:G3} median, {High:G3} at 99%, {Largest:G3} largest");
}
