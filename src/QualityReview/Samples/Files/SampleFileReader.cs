using System.IO.Compression;
using QualityReview.Parquet;

namespace QualityReview.Samples.Files;

/// <summary>Reads the samples of one file as a stream: memory does not grow with the file, and a broken line costs only itself.
/// One thread reads; any thread may ask for the progress.</summary>
public sealed class SampleFileReader : IDisposable
{
    private readonly ImportFields _fields;
    private readonly ImportLimits _limits;
    private readonly FieldPlan _plan;
    private readonly FileFormat _format;
    private readonly CountingStream? _bytes;
    private readonly Stream? _content;
    private readonly ParquetFile? _parquet;
    private ParquetSampleReader? _rows;

    private SampleFileReader(string name, FileFormat format, ImportFields? fields, ImportLimits? limits)
    {
        Name = name;
        _format = format;
        _fields = fields ?? new ImportFields();
        _limits = limits ?? new ImportLimits();
        _plan = new FieldPlan(_fields);
    }

    private SampleFileReader(Stream stream, string name, ImportFields? fields, ImportLimits? limits, long? length)
        : this(name, FileFormats.Of(name).Format, fields, limits)
    {
        Length = length;
        _bytes = new CountingStream(stream);
        _content = FileFormats.Of(name).Compression switch
        {
            FileCompression.Gzip => new InflatedStream(new GZipStream(_bytes, CompressionMode.Decompress), _bytes, _limits.MaxExpansion),
            FileCompression.Zstd => new InflatedStream(new ZstdStream(_bytes), _bytes, _limits.MaxExpansion),
            _ => _bytes,
        };
    }

    private SampleFileReader(ParquetFile parquet, string name, ImportFields? fields, ImportLimits? limits, long length)
        : this(name, FileFormat.Parquet, fields, limits)
    {
        _parquet = parquet;
        Length = length;
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>Bytes of the file as it lies on disk; null for a stream of unknown length.</summary>
    public long? Length { get; }

    /// <summary>Bytes of the file read so far, before decompression; for Parquet the share of its rows in bytes.</summary>
    public long BytesRead => _bytes?.Count ?? (long)((double)(_rows?.Row ?? 0) / Math.Max(1, _parquet!.RowCount) * Length!.Value);

    public ReadRepairs Repairs { get; } = new();

    /// <exception cref="WrongWordsException">There is no such file, or its name says no supported format.</exception>
    /// <exception cref="QualityReviewException">The file cannot be opened.</exception>
    public static SampleFileReader Open(string path, ImportFields? fields = null, ImportLimits? limits = null)
    {
        var name = Path.GetFileName(path);
        var format = FileFormats.Of(name).Format;
        if (!File.Exists(path))
        {
            throw new WrongWordsException(Directory.Exists(path) ? $"{path} is a folder; supported are files." : $"There is no file {path}.");
        }

        var length = new FileInfo(path).Length;
        if (format == FileFormat.Parquet)
        {
            return new SampleFileReader(new ParquetFile(path), name, fields, limits, length);
        }

        try
        {
            return new SampleFileReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan), name, fields, limits, length);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"The file {path} cannot be opened: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    /// <summary>Reads a stream, which the reader then owns.</summary>
    /// <param name="name">A file name that says the format, or <c>-</c> for JSON lines.</param>
    /// <exception cref="WrongWordsException">The name says no supported format, or Parquet, which needs a file.</exception>
    public static SampleFileReader Open(Stream stream, string name, ImportFields? fields = null, ImportLimits? limits = null) =>
        FileFormats.Of(name).Format == FileFormat.Parquet
            ? throw new WrongWordsException($"{name} comes as a stream; Parquet is supported only as a file.")
            : new SampleFileReader(stream, Path.GetFileName(name), fields, limits, stream.CanSeek ? stream.Length : null);

    /// <summary>Every line that is not blank, in the file's order; to be enumerated once.</summary>
    /// <exception cref="WrongWordsException">A named field is nowhere in the file's beginning, or the file is no text at all.</exception>
    public IEnumerable<FileLine> Read()
    {
        var search = new FieldSearch(_plan, _limits, Name);
        var parser = new JsonSampleParser(_plan, search, _limits, Repairs);
        if (_parquet is not null)
        {
            _rows = new ParquetSampleReader(_parquet, parser, _plan, _limits, Name);
            return _rows.Read();
        }

        var window = new ByteWindow(_content!, _content == _bytes ? Length : null);
        SkipMark(window);
        return _format switch
        {
            FileFormat.JsonLines => search.HoldBack(new JsonLinesReader(Lines(window), parser, _limits, window).Read()),
            FileFormat.PlainText => new PlainTextReader(Lines(window), _fields.TextMode, _limits, window, Repairs).Read(),
            _ => new CsvSampleReader(new CsvRowReader(window, (byte)(_format == FileFormat.Tsv ? '\t' : ','), _limits.MaxLineBytes), _plan, _limits, window, Repairs, Name).Read(),
        };
    }

    public void Dispose()
    {
        _content?.Dispose();
        _parquet?.Dispose();
    }

    private LineReader Lines(ByteWindow window) => new(window, _limits.MaxLineBytes);

    private void SkipMark(ByteWindow window)
    {
        while (window.Unread.Length < 3 && window.Fill())
        {
        }

        if (window.Unread.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            window.Consume(3);
        }
        else if (window.Unread.StartsWith<byte>([0xFF, 0xFE]) || window.Unread.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new WrongWordsException($"{Name} is UTF-16; supported is UTF-8.");
        }
        else if (_format == FileFormat.JsonLines && Name.Contains(".json", StringComparison.OrdinalIgnoreCase) && !Name.Contains(".jsonl", StringComparison.OrdinalIgnoreCase)
            && window.Unread.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            throw new WrongWordsException($"{Name} is one JSON array; supported is one JSON object a line (JSON Lines).");
        }
    }
}
