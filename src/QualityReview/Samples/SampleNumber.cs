namespace QualityReview.Samples;

/// <summary>The key of a sample in the database: its dataset's id and its ordinal in one integer.</summary>
internal static class SampleNumber
{
    public const int OrdinalBits = 40;

    public static long Of(long datasetId, int ordinal) => (datasetId << OrdinalBits) | (uint)ordinal;

    public static int OrdinalOf(long number) => (int)(number & ((1L << OrdinalBits) - 1));
}
