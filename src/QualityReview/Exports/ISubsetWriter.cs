using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>A finished file of a subset.</summary>
/// <param name="Name">Without its folder, such as <c>subset-00000.jsonl</c>.</param>
/// <param name="Samples">Lines, copies included.</param>
/// <param name="Sha256">Null where it is still to be read for that; then the bytes are not known either.</param>
public sealed record SubsetShard(string Name, long Samples, long Bytes, string? Sha256);

/// <summary>Writes samples into one or more files of a folder. Not thread-safe.</summary>
public interface ISubsetWriter : IDisposable
{
    /// <exception cref="QualityReviewException">A file cannot be written.</exception>
    void Write(SubsetSample sample);

    /// <summary>Closes the last file; there is always at least one.</summary>
    IReadOnlyList<SubsetShard> Finish();
}

/// <summary>Makes the writer for a format.</summary>
public static class SubsetWriters
{
    /// <param name="maxShardBytes">A new file begins before a file grows over it, counted before compression.</param>
    public static ISubsetWriter Create(SubsetFormat format, string folder, SubsetLayout layout, long maxShardBytes)
    {
        var place = new ShardPlace(folder, SubsetFormats.NameOf(format), maxShardBytes);
        return format switch
        {
            SubsetFormat.Jsonl => new JsonlSubsetWriter(place, layout, FileCompression.None),
            SubsetFormat.JsonlGzip => new JsonlSubsetWriter(place, layout, FileCompression.Gzip),
            SubsetFormat.JsonlZstd => new JsonlSubsetWriter(place, layout, FileCompression.Zstd),
            SubsetFormat.Csv => new CsvSubsetWriter(place, layout),
            _ => new ParquetSubsetWriter(place, layout),
        };
    }
}
