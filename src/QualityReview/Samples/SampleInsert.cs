using Microsoft.Data.Sqlite;
using QualityReview.Storage;
using SQLitePCL;

namespace QualityReview.Samples;

/// <summary>The prepared statements that add samples within one transaction.</summary>
internal sealed class SampleInsert(SqliteConnection connection, long datasetId) : IDisposable
{
    private readonly RawStatement _find = new(connection, "select content_hash from samples where (sample_no >> 40) = ?1 and sample_id = ?2");
    private readonly RawStatement _findText = new(connection, "select 1 from samples where text_key = ?1 and (sample_no >> 40) = ?2 limit 1");

    // Whether the id is known is looked up once, by the index that has to take it.
    private readonly RawStatement _sample = new(
        connection,
        "insert into samples (sample_no, sample_id, source, language, characters, content_hash, text_key, meta) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing");

    private readonly RawStatement _text = new(connection, "insert into texts (sample_no, text) values (?1, ?2)");

    public bool HasText(long textKey) => _findText.With(1, textKey).With(2, datasetId).First(static _ => true);

    /// <returns>Null where the sample was added; else the content hash of the earlier sample that has its id.</returns>
    public byte[]? Run(int ordinal, PreparedSample sample)
    {
        var number = SampleNumber.Of(datasetId, ordinal);
        var added = _sample.With(1, number).With(2, sample.Id).With(3, sample.Source).With(4, sample.Language).With(5, sample.Characters)
            .WithBytes(6, sample.ContentHash).With(7, sample.TextKey).With(8, sample.Meta).Execute();
        if (added == 0)
        {
            return _find.With(1, datasetId).With(2, sample.Id).First(static row => raw.sqlite3_column_blob(row, 0).ToArray())
                ?? throw new InvalidOperationException($"The number {number} belongs to another sample.");
        }

        _text.With(1, number).WithUtf8(2, sample.Utf8).Execute();
        return null;
    }

    public void Dispose()
    {
        foreach (var statement in (RawStatement[])[_find, _findText, _sample, _text])
        {
            statement.Dispose();
        }
    }
}
