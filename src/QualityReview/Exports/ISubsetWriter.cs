namespace QualityReview.Exports;

/// <summary>A finished file of a subset.</summary>
/// <param name="Name">Without its folder, such as <c>subset-00000.jsonl</c>.</param>
public sealed record SubsetShard(string Name, long Samples);

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
    /// <param name="scorers">Scorer keys, in the order in which their scores are written.</param>
    /// <param name="maxShardBytes">A new file begins before a file grows over it, counted before compression.</param>
    public static ISubsetWriter Create(SubsetFormat format, string folder, IReadOnlyList<string> scorers, long maxShardBytes)
    {
        var place = new ShardPlace(folder, SubsetFormats.NameOf(format), maxShardBytes);
        return format switch
        {
            SubsetFormat.Jsonl => new JsonlSubsetWriter(place, scorers, gzip: false),
            SubsetFormat.JsonlGzip => new JsonlSubsetWriter(place, scorers, gzip: true),
            SubsetFormat.Csv => new CsvSubsetWriter(place, scorers),
            _ => new ParquetSubsetWriter(place, scorers),
        };
    }
}
