using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Reads a table with a header, one sample a row. All cells are text; a column <c>meta</c> may hold a JSON object.</summary>
internal sealed class CsvSampleReader(CsvRowReader rows, FieldPlan plan, ImportLimits limits, ByteWindow window, ReadRepairs repairs, string fileName)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly ReadRepairTally _tally = new();

    /// <exception cref="WrongWordsException">The file has no header or lacks a named column.</exception>
    public IEnumerable<FileLine> Read()
    {
        CsvHeader? header = null;
        while (true)
        {
            switch (rows.Next())
            {
                case CsvState.End:
                    if (header is null)
                    {
                        throw new WrongWordsException($"{fileName} is empty; supported is a table whose first line names its columns.");
                    }

                    yield break;
                case CsvState.Fault:
                    yield return LineFaults.Broken(rows.Number, window.Fault!, rows.Current.Span);
                    yield break;
                case CsvState.TooLong:
                    yield return LineFaults.TooLong(rows.Number, limits, rows.Current.Span[..Math.Min(rows.Current.Length, 4 * Excerpt.MaxLength)]);
                    break;
                case CsvState.BadQuote:
                    yield return FileLine.Aside(rows.Number, rows.QuoteFault, rows.Current.Span);
                    break;
                default:
                    if (rows.FieldCount == 1 && !rows.Current.Span.ContainsAnyExcept(" \t\r"u8))
                    {
                        break;
                    }

                    if (header is null)
                    {
                        header = CsvHeader.Read(rows, plan, fileName);
                        break;
                    }

                    yield return Row(header);
                    break;
            }
        }
    }

    private FileLine Row(CsvHeader header)
    {
        var bytes = rows.Current.Span;
        if (Utf8Fault.Find(bytes, "the row") is { } fault)
        {
            return FileLine.Aside(rows.Number, fault, bytes);
        }

        if (rows.FieldCount != header.Names.Count)
        {
            return FileLine.Aside(rows.Number, string.Create(CultureInfo.InvariantCulture, $"The row has {rows.FieldCount} fields where the header names {header.Names.Count}."), bytes);
        }

        var text = Cell(header.Text)!;
        if (text.Length == 0)
        {
            return FileLine.Aside(rows.Number, $"The field '{plan.Text.Name}' is empty.", bytes);
        }

        var found = new FoundSample(rows.Number, Cell(header.Id), text, Cell(header.Source), Cell(header.Language), Meta(header));
        _tally.CountInto(repairs);
        return new FileLine(found with { Id = OrNull(found.Id), Source = OrNull(found.Source), Language = OrNull(found.Language) }, null);
    }

    private string? Cell(int column) => column < 0 ? null : _tally.WithoutNul(Encoding.UTF8.GetString(rows.Field(column)));

    private static string? OrNull(string? cell) => cell is { Length: > 0 } ? cell : null;

    private string? Meta(CsvHeader header)
    {
        _bytes.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_bytes, PlainJsonEncoder.Compact);
        writer.WriteStartObject();
        using var meta = MetaObject(header, out var hasDuplicates);
        var copy = new JsonCopy(writer, [], hasDuplicates, _tally);
        var lifted = meta is not null && !header.Names.Any(name => JsonMeta.TryLast(meta.RootElement, name, out _));
        if (lifted)
        {
            copy.Members(meta!.RootElement, []);
        }

        for (var i = 0; i < header.Names.Count; i++)
        {
            if (i == header.Text || i == header.Id || i == header.Source || i == header.Language || (i == header.Meta && (lifted || rows.Field(i).Length == 0)))
            {
                continue;
            }

            if (i == header.Meta && meta is not null)
            {
                writer.WriteStartObject(JsonMeta.MetaName);
                copy.Members(meta.RootElement, []);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteString(header.Names[i], Cell(i));
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return _bytes.WrittenCount == 2 ? null : Encoding.UTF8.GetString(_bytes.WrittenSpan);
    }

    private JsonDocument? MetaObject(CsvHeader header, out bool hasDuplicates)
    {
        hasDuplicates = false;
        return header.Meta >= 0 && rows.Field(header.Meta) is [(byte)'{', ..] cell ? JsonDocumentReader.Read(cell, limits.MaxDepth, _tally, out hasDuplicates, out _) : null;
    }
}
