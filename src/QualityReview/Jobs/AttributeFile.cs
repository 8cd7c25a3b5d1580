using System.IO.Compression;
using System.Text.Json;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Samples.Files;

namespace QualityReview.Jobs;

/// <summary>Writes scores and verdicts as a side-car of the texts: one line a sample with its id and attributes, each a list of
/// [start, end, value] over the whole text, as Dolma's attribute files have them (github.com/allenai/dolma, docs/data-format.md).</summary>
public sealed class AttributeFile(SampleStore samples, SampleTables tables)
{
    public const string Prefix = "quality_review";

    /// <summary>Writes all samples of a dataset; the file has its name only when it is complete.</summary>
    /// <returns>Samples written.</returns>
    /// <exception cref="WrongWordsException">The name says no supported format, or the file is there already.</exception>
    public int Write(Dataset dataset, string file, CancellationToken cancellation = default)
    {
        if (FileFormats.Of(file) is not { Format: FileFormat.JsonLines, Compression: var compression })
        {
            throw new WrongWordsException($"Attributes cannot be written to {Path.GetFileName(file)}; supported are .jsonl, .jsonl.gz and .jsonl.zst.");
        }

        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new WrongWordsException($"There is already a {file}; name a new file.");
        }

        var partial = file + ".partial";
        try
        {
            using (var bytes = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            using (Stream into = compression switch { FileCompression.Gzip => new GZipStream(bytes, CompressionLevel.Optimal), FileCompression.Zstd => new ZstdCompression(bytes), _ => bytes })
            {
                WriteLines(tables.Get(dataset.DatasetId), into, cancellation);
            }

            File.Move(partial, file);
            return dataset.SampleCount;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"{file} cannot be written: {cause.Message.TrimEnd('.')}.", cause);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void WriteLines(LoadedTable loaded, Stream into, CancellationToken cancellation)
    {
        var table = loaded.Table;
        var columns = table.Scores.OrderBy(column => column.Card.Key, StringComparer.Ordinal).ToList();
        using var json = new Utf8JsonWriter(into, PlainJsonEncoder.Compact);
        samples.VisitIds(loaded.Dataset.DatasetId, table.Count, (ordinal, id) =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartObject("attributes");
            foreach (var column in columns)
            {
                if (float.IsFinite(column.Values[ordinal]))
                {
                    Attribute($"{column.Card.Key}__value", column.Values[ordinal]);
                    Attribute($"{column.Card.Key}__percentile", column.Percentiles[ordinal]);
                }
            }

            // Only numbers are attributes there.
            Attribute("verdict__keep", table.Reviews.VerdictOf(ordinal) == Reviews.Verdict.Keep ? 1 : 0);
            Attribute("verdict__drop", table.Reviews.VerdictOf(ordinal) == Reviews.Verdict.Drop ? 1 : 0);
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            into.Write("\n"u8);
            json.Reset();

            void Attribute(string name, float value)
            {
                json.WriteStartArray($"{Prefix}__{name}");
                json.WriteStartArray();
                json.WriteNumberValue(0);
                json.WriteNumberValue(table.Characters[ordinal]);
                json.WriteNumberValue(value);
                json.WriteEndArray();
                json.WriteEndArray();
            }
        }, cancellation);
    }
}
