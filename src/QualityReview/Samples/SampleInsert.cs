using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>The prepared statements that add samples within one transaction.</summary>
internal sealed class SampleInsert : IDisposable
{
    private readonly long _datasetId;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _findText;
    private readonly SqliteCommand _sample;
    private readonly SqliteCommand _text;
    private readonly SqliteCommand _index;

    public SampleInsert(SqliteConnection connection, long datasetId)
    {
        _datasetId = datasetId;
        _find = Prepare(connection, "select content_hash from samples where (sample_no >> 40) = @dataset and sample_id = @id", "@dataset", "@id");
        _findText = Prepare(connection, "select exists (select 1 from samples where text_key = @key and (sample_no >> 40) = @dataset)", "@key", "@dataset");
        _sample = Prepare(
            connection,
            "insert into samples (sample_no, sample_id, source, language, characters, content_hash, text_key, meta) values (@no, @id, @source, @language, @characters, @hash, @key, @meta)",
            "@no", "@id", "@source", "@language", "@characters", "@hash", "@key", "@meta");
        _text = Prepare(connection, "insert into texts (sample_no, text) values (@no, @text)", "@no", "@text");
        _index = Prepare(connection, "insert into text_index (rowid, text) values (@no, @text)", "@no", "@text");
    }

    /// <summary>Content hash of the sample with that id, or null.</summary>
    public byte[]? HashOf(string id)
    {
        Set(_find, _datasetId, id);
        return _find.ExecuteScalar() as byte[];
    }

    public bool HasText(long textKey)
    {
        Set(_findText, textKey, _datasetId);
        return (long)_findText.ExecuteScalar()! == 1;
    }

    public void Run(int ordinal, PreparedSample sample)
    {
        var number = SampleNumber.Of(_datasetId, ordinal);
        Set(_sample, number, sample.Id, sample.Source, sample.Language, sample.Characters, sample.ContentHash, sample.TextKey, (object?)sample.Meta ?? DBNull.Value);
        _sample.ExecuteNonQuery();
        Set(_text, number, sample.Text);
        _text.ExecuteNonQuery();
        Set(_index, number, CutText.Of(sample.Text));
        _index.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_find, _findText, _sample, _text, _index])
        {
            command.Dispose();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements above are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
