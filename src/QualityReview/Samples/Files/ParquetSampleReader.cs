using System.Globalization;
using QualityReview.Parquet;

namespace QualityReview.Samples.Files;

/// <summary>Reads a Parquet file, one sample a row.</summary>
internal sealed class ParquetSampleReader(ParquetFile file, JsonSampleParser parser, FieldPlan plan, ImportLimits limits, string fileName)
{
    private long _row;

    /// <summary>Rows read so far; another thread may ask.</summary>
    public long Row => Volatile.Read(ref _row);

    /// <exception cref="WrongWordsException">A named field is no column.</exception>
    public IEnumerable<FileLine> Read()
    {
        RefuseMissingColumns();
        using var rows = TryOpen(out var fault);
        while (rows is not null && TryNextChunk(rows, out fault))
        {
            for (var i = 0; i < rows.Rows; i++)
            {
                Volatile.Write(ref _row, _row + 1);
                yield return Sample(rows, i);
            }
        }

        if (fault is not null)
        {
            yield return fault.Value;
        }
    }

    // DuckDB reads some thousand rows ahead, so a fault near the beginning shows before the first row.
    private DuckResult? TryOpen(out FileLine? fault)
    {
        fault = null;
        try
        {
            return file.Rows();
        }
        catch (QualityReviewException broken)
        {
            fault = LineFaults.Broken(1, broken.Message, []);
            return null;
        }
    }

    private FileLine Sample(DuckResult rows, int index)
    {
        var json = rows.Utf8(0, index);
        return json.Length > limits.MaxLineBytes ? LineFaults.TooLong(_row, limits, json[..(4 * Excerpt.MaxLength)]) : parser.Parse(_row, json.ToArray());
    }

    private bool TryNextChunk(DuckResult rows, out FileLine? fault)
    {
        fault = null;
        try
        {
            return rows.NextChunk();
        }
        catch (QualityReviewException broken)
        {
            fault = LineFaults.Broken(_row + 1, broken.Message, []);
            return false;
        }
    }

    private void RefuseMissingColumns()
    {
        foreach (var slot in plan.Slots)
        {
            if (slot.Named && !file.Columns.Any(column => column.Name == slot.Name || column.Name == slot.Path[0]))
            {
                var names = string.Join(", ", file.Columns.Take(40).Select(column => column.Name));
                throw new WrongWordsException($"The field '{slot.Name}' is no column of {fileName}; it has: {names}.");
            }
        }

        if (!plan.TakesNumbers && file.Columns.FirstOrDefault(column => column.Name == plan.Text.Name) is { Type: not ("VARCHAR" or "JSON") } column)
        {
            throw new WrongWordsException(string.Create(CultureInfo.InvariantCulture, $"The column '{column.Name}' of {fileName} holds {column.Type}; supported for the text is VARCHAR."));
        }
    }
}
