using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>Indexes anew the samples that were indexed before scripts without spaces were cut into their letters; of them only texts in
/// such scripts are touched. It may be stopped anywhere and goes on from there.</summary>
public sealed class UncutTexts(ReviewDatabase database)
{
    /// <summary>Samples in one short transaction.</summary>
    private const int AtOnce = 200;

    /// <summary>Goes on until no sample waits; nothing but a look where none does.</summary>
    public async Task IndexAsync(CancellationToken cancellation)
    {
        while (Next() is { } datasetId)
        {
            cancellation.ThrowIfCancellationRequested();
            await database.WriteAsync(connection => Index(connection, datasetId), cancellation);
        }
    }

    private long? Next()
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<long?>("select dataset_id from datasets where uncut_count > 0 and removed_at is null order by dataset_id limit 1");
    }

    private static void Index(SqliteConnection connection, long datasetId)
    {
        var end = connection.ExecuteScalar<int>("select uncut_count from datasets where dataset_id = @datasetId and removed_at is null", new { datasetId });
        var first = Math.Max(0, end - AtOnce);
        if (end == 0)
        {
            return;
        }

        // The index keeps no texts: it has to be told the words that it shall forget, and then the new ones.
        connection.Execute(
            """
            create temp table if not exists uncut (sample_no integer primary key, cut text not null);
            delete from uncut;
            insert into uncut select sample_no, cut from (select sample_no, text, cut_text(text) as cut from texts where sample_no >= @from and sample_no < @to) where cut <> text;
            insert into text_index (text_index, rowid, text) select 'delete', sample_no, text from texts where sample_no in (select sample_no from uncut);
            insert into text_index (rowid, text) select sample_no, cut from uncut;
            delete from uncut;
            update datasets set uncut_count = @first, revision = revision + (@first = 0) where dataset_id = @datasetId
            """,
            new { datasetId, first, from = SampleNumber.Of(datasetId, first), to = SampleNumber.Of(datasetId, 0) + end });
    }
}
