namespace QualityReview.Exports;

/// <summary>How a subset's files are written.</summary>
public enum SubsetFormat
{
    Jsonl,

    /// <summary>JSON lines, gzip-compressed.</summary>
    JsonlGzip,

    /// <summary>JSON lines, zstd-compressed.</summary>
    JsonlZstd,

    /// <summary>RFC 4180; cells that a spreadsheet would take for a formula begin with an apostrophe.</summary>
    Csv,

    /// <summary>zstd-compressed.</summary>
    Parquet,
}

/// <summary>The names of formats: as people write them and as files end.</summary>
public static class SubsetFormats
{
    public const string Supported = "jsonl, jsonl.gz, jsonl.zst, csv, parquet";

    /// <exception cref="WrongWordsException">No format has this name.</exception>
    public static SubsetFormat Parse(string name) => name.ToLowerInvariant() switch
    {
        "jsonl" => SubsetFormat.Jsonl,
        "jsonl.gz" => SubsetFormat.JsonlGzip,
        "jsonl.zst" => SubsetFormat.JsonlZstd,
        "csv" => SubsetFormat.Csv,
        "parquet" => SubsetFormat.Parquet,
        _ => throw new WrongWordsException($"There is no export format {name}; supported are {Supported}."),
    };

    /// <summary>Also the end of its files' names, behind a dot.</summary>
    public static string NameOf(SubsetFormat format) => format switch
    {
        SubsetFormat.Jsonl => "jsonl",
        SubsetFormat.JsonlGzip => "jsonl.gz",
        SubsetFormat.JsonlZstd => "jsonl.zst",
        SubsetFormat.Csv => "csv",
        _ => "parquet",
    };
}
