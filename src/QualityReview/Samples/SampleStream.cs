using SQLitePCL;

namespace QualityReview.Samples;

/// <summary>Reads a whole dataset in its order: one scan, texts as the bytes that they are, a batch ahead of whoever writes them.</summary>
internal sealed class SampleStream(Func<Microsoft.Data.Sqlite.SqliteConnection> open, long datasetId, int count, Func<int, bool> wantsText)
{
    private const int BatchSamples = 1024, BatchBytes = 4 << 20, BatchesAhead = 2;

    // Rows of both tables lie in the order of their numbers, so this is one walk over each.
    private const string Sql = """
        select s.sample_no, s.sample_id, s.source, s.language, s.meta, s.content_hash, s.characters, t.text
        from samples s join texts t on t.sample_no = s.sample_no
        where s.sample_no >= ?1 and s.sample_no < ?2 order by s.sample_no
        """;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public IEnumerable<StoredSample> Read(CancellationToken cancellation) => ReadAhead.Of(Batches, BatchesAhead, cancellation).SelectMany(batch => batch);

    private IEnumerable<List<StoredSample>> Batches(CancellationToken cancellation)
    {
        using var connection = open();
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        if (raw.sqlite3_prepare_v2(handle, Sql, out var statement) != raw.SQLITE_OK)
        {
            throw new QualityReviewException($"The samples cannot be read: {raw.sqlite3_errmsg(handle).utf8_to_string()}.");
        }

        using (statement)
        {
            raw.sqlite3_bind_int64(statement, 1, SampleNumber.Of(datasetId, 0));
            raw.sqlite3_bind_int64(statement, 2, SampleNumber.Of(datasetId, 0) + count);
            var batch = new List<StoredSample>(BatchSamples);
            var bytes = 0;
            int step;
            while ((step = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                cancellation.ThrowIfCancellationRequested();
                var sample = Row(statement);
                batch.Add(sample);
                bytes += sample.Utf8.Length;
                if (batch.Count == BatchSamples || bytes >= BatchBytes)
                {
                    yield return batch;
                    (batch, bytes) = (new List<StoredSample>(BatchSamples), 0);
                }
            }

            if (step != raw.SQLITE_DONE)
            {
                throw new QualityReviewException($"The samples cannot be read: {raw.sqlite3_errmsg(handle).utf8_to_string()}.");
            }

            yield return batch;
        }
    }

    private StoredSample Row(sqlite3_stmt row)
    {
        var ordinal = SampleNumber.OrdinalOf(raw.sqlite3_column_int64(row, 0));
        var text = raw.sqlite3_column_blob(row, 7);
        return new StoredSample(
            ordinal,
            raw.sqlite3_column_text(row, 1).utf8_to_string(),
            Known(raw.sqlite3_column_text(row, 2).utf8_to_string()),
            Known(raw.sqlite3_column_text(row, 3).utf8_to_string()),
            raw.sqlite3_column_type(row, 4) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(row, 4).utf8_to_string(),
            Convert.ToHexStringLower(raw.sqlite3_column_blob(row, 5)),
            raw.sqlite3_column_int(row, 6),
            text.Length,
            wantsText(ordinal) ? text.ToArray() : default(ReadOnlyMemory<byte>));
    }

    // Few distinct sources and languages among many samples: one text each, not one a sample.
    private string Known(string name) => _names.TryGetValue(name, out var known) ? known : _names[name] = name;
}
