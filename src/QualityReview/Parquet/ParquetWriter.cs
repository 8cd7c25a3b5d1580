using System.Globalization;

namespace QualityReview.Parquet;

/// <summary>What a column of a written Parquet file holds.</summary>
internal enum ParquetType
{
    Text,
    Float,
    Integer,

    /// <summary>A list of texts, given as one text cut at <see cref="ParquetWriter.ListSeparator"/>.</summary>
    TextList,
}

/// <summary>Writes one Parquet file, zstd-compressed. Rows gather in a database file beside it, so memory stays bounded;
/// the same rows give the same bytes.</summary>
internal sealed class ParquetWriter : IDisposable
{
    public const char ListSeparator = '\u001F';
    private readonly string _path;
    private readonly string _gathering;
    private readonly string _select;
    private readonly DuckConnection _duck;
    private readonly DuckAppender _appender;
    private long _rows;

    /// <exception cref="QualityReviewException">The file cannot be written.</exception>
    public ParquetWriter(string path, IReadOnlyList<(string Name, ParquetType Type)> columns)
    {
        _path = path;
        _gathering = path + ".gathering";
        _select = string.Join(", ", columns.Select(Select));
        _duck = new DuckConnection(_gathering, memoryMegabytes: 512);
        var types = columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"c{i} {(column.Type switch { ParquetType.Float => "FLOAT", ParquetType.Integer => "INTEGER", _ => "VARCHAR" })}"));
        _duck.Execute($"CREATE TABLE gathered ({string.Join(", ", types)})");
        _appender = _duck.Append("gathered");
    }

    public void Add(string? text) => _appender.Add(text);

    public void Add(ReadOnlySpan<byte> utf8) => _appender.Add(utf8);

    public void Add(int value) => _appender.Add(value);

    /// <summary>NaN is written as null.</summary>
    public void Add(float? value) => _appender.Add(value is { } number && float.IsNaN(number) ? null : value);

    public void EndRow()
    {
        _appender.EndRow();
        _rows++;
    }

    /// <summary>Writes the file and counts its rows again.</summary>
    /// <exception cref="QualityReviewException">The file cannot be written or holds another number of rows.</exception>
    public void Close()
    {
        _appender.Close();
        _duck.Execute($"COPY (SELECT {_select} FROM gathered) TO '{_path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)");
        using var written = new ParquetFile(_path);
        if (written.RowCount != _rows)
        {
            throw new QualityReviewException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(_path)} holds {written.RowCount:N0} rows where {_rows:N0} were written."));
        }
    }

    public void Dispose()
    {
        _appender.Dispose();
        _duck.Dispose();
        File.Delete(_gathering);
        File.Delete(_gathering + ".wal");
    }

    private static string Select((string Name, ParquetType Type) column, int index)
    {
        var name = column.Name.Replace("\"", "\"\"", StringComparison.Ordinal);
        return column.Type == ParquetType.TextList
            ? string.Create(CultureInfo.InvariantCulture, $"CASE WHEN c{index} = '' THEN []::VARCHAR[] ELSE string_split(c{index}, chr({(int)ListSeparator})) END AS \"{name}\"")
            : string.Create(CultureInfo.InvariantCulture, $"c{index} AS \"{name}\"");
    }
}
