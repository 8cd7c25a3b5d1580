using QualityReview.Filters;

namespace QualityReview.Comparisons;

/// <summary>How many samples lie where in the square of two scorers' percentiles. Never changes.</summary>
public sealed class ScorerDensity
{
    /// <summary>Cells along each side.</summary>
    public const int Cells = 40;

    private readonly int[] _counts;

    private ScorerDensity(int[] counts) => (_counts, Samples, Most) = (counts, counts.Sum(), counts.Max());

    /// <summary>Samples that both ranked.</summary>
    public int Samples { get; }

    /// <summary>Samples in the fullest cell.</summary>
    public int Most { get; }

    /// <param name="across">0..<see cref="Cells"/>-1, from low percentiles of the first scorer.</param>
    /// <param name="up">The same for the second.</param>
    public int this[int across, int up] => _counts[(up * Cells) + across];

    public static ScorerDensity Of(ScoreColumn first, ScoreColumn second, bool withFlagged)
    {
        var counts = new int[Cells * Cells];
        float[] x = first.Percentiles, y = second.Percentiles;
        for (var i = 0; i < x.Length; i++)
        {
            if (Counts(first, second, i, withFlagged))
            {
                counts[(CellOf(y[i], Cells) * Cells) + CellOf(x[i], Cells)]++;
            }
        }

        return new ScorerDensity(counts);
    }

    /// <summary>The same in fewer cells, which a table can hold: how many lie in a block of cells.</summary>
    /// <param name="across">Block from the left, 0-based.</param>
    /// <param name="blocks">Blocks along a side; divides <see cref="Cells"/>.</param>
    public int Block(int across, int up, int blocks)
    {
        var (width, sum) = (Cells / blocks, 0);
        for (var cell = 0; cell < width * width; cell++)
        {
            sum += this[(across * width) + (cell % width), (up * width) + (cell / width)];
        }

        return sum;
    }

    /// <summary>Whether both scorers ranked the sample and, unless flagged scores count, none of them with a flag.</summary>
    internal static bool Counts(ScoreColumn first, ScoreColumn second, int ordinal, bool withFlagged) =>
        !float.IsNaN(first.Values[ordinal]) && !float.IsNaN(second.Values[ordinal]) && (withFlagged || (first.Flags[ordinal] | second.Flags[ordinal]) == 0);

    /// <summary>The cell of a percentile; 100 lies in the last one.</summary>
    internal static int CellOf(float percentile, int cells) => Math.Min((int)(percentile * cells / 100), cells - 1);
}
