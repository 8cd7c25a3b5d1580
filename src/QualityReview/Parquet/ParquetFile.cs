namespace QualityReview.Parquet;

/// <summary>A column of a Parquet file.</summary>
/// <param name="Type">DuckDB's name for it, such as <c>VARCHAR</c> or <c>STRUCT(a INTEGER)</c>.</param>
internal sealed record ParquetColumn(string Name, string Type);

/// <summary>A Parquet file as rows of JSON.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly DuckConnection _duck = new();
    private readonly string _pattern;

    /// <exception cref="QualityReviewException">The file is not Parquet.</exception>
    public ParquetFile(string path)
    {
        _pattern = AsPattern(Path.GetFullPath(path));
        try
        {
            Columns = ReadColumns();
            using var count = _duck.Query("SELECT coalesce(sum(num_rows), 0)::BIGINT FROM parquet_file_metadata($1)", _pattern);
            RowCount = count.NextChunk() ? count.Int64(0, 0) : 0;
        }
        catch (QualityReviewException fault)
        {
            _duck.Dispose();
            throw new QualityReviewException($"{Path.GetFileName(path)} cannot be read as Parquet: {fault.Message}", fault);
        }
    }

    public IReadOnlyList<ParquetColumn> Columns { get; }

    public long RowCount { get; }

    /// <summary>Column 0 holds each row as one JSON object, in the file's order.</summary>
    public DuckResult Rows() => _duck.Query("SELECT to_json(file)::VARCHAR FROM read_parquet($1) file", _pattern);

    public void Dispose() => _duck.Dispose();

    /// <summary>DuckDB takes a path as a pattern: the characters that mean something in one are put in brackets.</summary>
    internal static string AsPattern(string path) => path.Replace("[", "[[]", StringComparison.Ordinal)
        .Replace("*", "[*]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal);

    private List<ParquetColumn> ReadColumns()
    {
        var columns = new List<ParquetColumn>();
        using var schema = _duck.Query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet($1))", _pattern);
        while (schema.NextChunk())
        {
            for (var i = 0; i < schema.Rows; i++)
            {
                columns.Add(new ParquetColumn(schema.Text(0, i), schema.Text(1, i)));
            }
        }

        return columns;
    }
}
