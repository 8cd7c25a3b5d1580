using System.Globalization;

namespace QualityReview.Duplicates;

/// <summary>How near-duplicates are sought. Groups found under other options are other groups.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Grows whenever the same options could find other groups in the same texts.</summary>
    public const int Version = 1;

    /// <summary>Hash functions a signature may have.</summary>
    public const int MostHashes = 4096;

    /// <summary>Least Jaccard similarity of two texts' shingles, 0–1. The default value is 0.5.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Words in a shingle; in scripts without spaces, characters. The default value is 5.</summary>
    public int ShingleSize { get; init; } = 5;

    /// <summary>Bands of a signature: two texts are compared where they agree in one of them. The default value is 64.</summary>
    public int Bands { get; init; } = 64;

    /// <summary>Hashes in a band. The default value is 2.</summary>
    public int Rows { get; init; } = 2;

    /// <summary>The probability that two texts of that Jaccard similarity are compared: 1 - (1 - s^rows)^bands (Leskovec, Rajaraman
    /// and Ullman, "Mining of Massive Datasets", section 3.4.2).</summary>
    public double CandidateProbability(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, Rows), Bands);

    /// <summary>The same options, or the first fault in them.</summary>
    /// <exception cref="WrongWordsException">A number is out of its range.</exception>
    public DuplicateOptions Check()
    {
        Within("threshold", Threshold, 0.2, 1);
        Within("shingle size", ShingleSize, 1, 50);
        Within("number of bands", Bands, 1, MostHashes);
        Within("number of rows", Rows, 1, MostHashes);
        Within("product of bands and rows", (double)Bands * Rows, 1, MostHashes);
        return this;
    }

    /// <summary>The options as a receipt names them.</summary>
    public SortedDictionary<string, string> Entries() => new(StringComparer.Ordinal)
    {
        ["bands"] = Bands.ToString(CultureInfo.InvariantCulture),
        ["rows"] = Rows.ToString(CultureInfo.InvariantCulture),
        ["shingle_size"] = ShingleSize.ToString(CultureInfo.InvariantCulture),
        ["threshold"] = Threshold.ToString("R", CultureInfo.InvariantCulture),
        ["version"] = Version.ToString(CultureInfo.InvariantCulture),
    };

    private static void Within(string what, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw new WrongWordsException(string.Create(CultureInfo.InvariantCulture, $"The {what} is {value}, supported are {low} to {high:#,0.##}."));
        }
    }
}
