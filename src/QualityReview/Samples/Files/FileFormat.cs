namespace QualityReview.Samples.Files;

/// <summary>What a file holds, once decompressed.</summary>
public enum FileFormat
{
    JsonLines,
    Csv,
    Tsv,
    PlainText,
    Parquet,
}

/// <summary>How a file is compressed as a whole.</summary>
public enum FileCompression
{
    None,
    Gzip,
    Zstd,
}

/// <summary>Tells a file's format from its name.</summary>
public static class FileFormats
{
    public const string Supported = "supported are .jsonl, .ndjson, .json (one object a line), .csv, .tsv, .txt, each also .gz or .zst, and .parquet";

    /// <exception cref="WrongWordsException">The name says nothing that is supported.</exception>
    public static (FileFormat Format, FileCompression Compression) Of(string name)
    {
        if (name == "-")
        {
            return (FileFormat.JsonLines, FileCompression.None);
        }

        var (inner, compression) = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".gz" => (Path.GetFileNameWithoutExtension(name), FileCompression.Gzip),
            ".zst" => (Path.GetFileNameWithoutExtension(name), FileCompression.Zstd),
            _ => (name, FileCompression.None),
        };
        FileFormat? format = Path.GetExtension(inner).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" or ".json" => FileFormat.JsonLines,
            ".csv" => FileFormat.Csv,
            ".tsv" => FileFormat.Tsv,
            ".txt" => FileFormat.PlainText,
            ".parquet" when compression == FileCompression.None => FileFormat.Parquet,
            _ => null,
        };
        return format is { } known ? (known, compression) : throw new WrongWordsException($"The name {Path.GetFileName(name)} does not say a format that can be read; {Supported}.");
    }
}
