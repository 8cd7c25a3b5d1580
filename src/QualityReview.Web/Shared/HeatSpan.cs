namespace QualityReview.Web.Shared;

/// <summary>Part of a text with its surprisal, for the heat map.</summary>
/// <param name="Start">0-based, in UTF-16 characters.</param>
/// <param name="Bits">Bits of the whole part; 0 is fully expected.</param>
public readonly record struct HeatSpan(int Start, int Length, float Bits)
{
    /// <summary>Lower ends of the steps 1 to 7, in bits.</summary>
    public static readonly IReadOnlyList<float> Steps = [1, 2, 4, 6, 8, 11, 14];

    /// <summary>0..7, the class h0..h7.</summary>
    public int Step
    {
        get
        {
            var step = 0;
            while (step < Steps.Count && Bits >= Steps[step])
                step++;
            return step;
        }
    }
}
