using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>Deletes what a removed dataset held, in short transactions, so that verdicts are saved meanwhile. The ledger, the rules of
/// its filters and the records of its exports stay. What is gone already is not missed: it may begin again after being stopped anywhere.</summary>
internal sealed class DatasetRemover(ReviewDatabase database)
{
    /// <summary>Samples with their words in the search index: some milliseconds of the writer's time.</summary>
    private const int SamplesAtOnce = 500;

    /// <summary>Pages of the word index written in one transaction.</summary>
    private const int PagesMergedAtOnce = 250;

    /// <summary>Pages of 4 kB given back to the file system in one transaction.</summary>
    private const int PagesAtOnce = 4096;

    /// <summary>Large rows and many: one chunk, or as many small rows, in a transaction.</summary>
    private static readonly string[] _parts =
    [
        "delete from score_chunks where rowid in (select c.rowid from score_chunks c join scoring_runs r using (run_id) where r.dataset_id = @id limit 64)",
        "delete from score_failures where (run_id, ordinal) in (select f.run_id, f.ordinal from score_failures f join scoring_runs r using (run_id) where r.dataset_id = @id limit 20000)",
        "delete from scoring_runs where dataset_id = @id",
        "delete from embedding_chunks where rowid in (select rowid from embedding_chunks where dataset_id = @id limit 16)",
        "delete from clusters where clustering_id in (select clustering_id from clusterings where dataset_id = @id)",
        "delete from clusterings where dataset_id = @id",
        "delete from duplicate_members where (run_id, ordinal) in (select m.run_id, m.ordinal from duplicate_members m join duplicate_runs r using (run_id) where r.dataset_id = @id limit 20000)",
        "delete from duplicate_runs where dataset_id = @id",
        "delete from set_aside where rowid in (select s.rowid from set_aside s join imports i using (import_id) where i.dataset_id = @id limit 5000)",
        "delete from imports where dataset_id = @id",
    ];

    /// <summary>Takes a dataset out of everybody's sight and frees its name; its queues are archived, and its waiting jobs are cancelled.
    /// Part of the writer's transaction.</summary>
    /// <exception cref="QualityReviewException">A job runs on it.</exception>
    public static void Hide(SqliteConnection connection, Dataset dataset, DateTimeOffset now)
    {
        if (connection.QueryFirstOrDefault<string>("select title from jobs where dataset_id = @DatasetId and state = 'running'", dataset) is { } running)
        {
            throw new QualityReviewException($"The dataset \"{dataset.Name}\" cannot be removed while a job runs on it ({running}): wait for its end, or cancel it.");
        }

        // No dataset can be given a name that holds "~".
        connection.Execute(
            """
            update datasets set removed_at = @now, name = name || '~' || dataset_id, revision = revision + 1 where dataset_id = @DatasetId and removed_at is null;
            update queues set state = 'archived' where dataset_id = @DatasetId;
            update jobs set state = 'cancelled', message = 'Its dataset was removed.', finished_at = @now where dataset_id = @DatasetId and state = 'queued'
            """,
            new { dataset.DatasetId, now });
    }

    /// <summary>Samples that are still there, of a dataset that was removed.</summary>
    /// <exception cref="QualityReviewException">The dataset was not removed.</exception>
    public long Count(long datasetId)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<bool>("select removed_at is not null from datasets where dataset_id = @datasetId", new { datasetId })
            ? connection.ExecuteScalar<long>("select count(*) from samples where sample_no >= @first and sample_no < @end", KeysOf(datasetId))
            : throw new QualityReviewException("The dataset of this job has not been removed.");
    }

    /// <summary>Deletes samples, their texts and their words; reports how many are gone.</summary>
    public async Task DeleteSamplesAsync(long datasetId, Func<long, Task> report, CancellationToken cancellation)
    {
        var gone = 0L;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var deleted = await database.WriteAsync(connection => DeleteSamples(connection, datasetId), cancellation);
            if (deleted == 0)
            {
                return;
            }

            gone += deleted;
            await report(gone);
        }
    }

    /// <summary>Deletes scores, embeddings, clusters, groups of duplicates and the records of imports.</summary>
    public async Task DeleteTheRestAsync(long datasetId, CancellationToken cancellation)
    {
        foreach (var part in _parts)
        {
            while (await database.WriteAsync(connection => connection.Execute(part, new { id = datasetId }), cancellation) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        await database.WriteAsync(connection => connection.Execute("update datasets set sample_count = 0, indexed_count = 0, revision = revision + 1 where dataset_id = @datasetId", new { datasetId }), cancellation);
    }

    /// <summary>Merges the word index, in short transactions: it only notes what is deleted, and gives the room back when it is merged.</summary>
    public async Task MergeWordsAsync(CancellationToken cancellation)
    {
        // The negative number begins a merge of everything; the others go on with it until nothing is left to do.
        for (var pages = -PagesMergedAtOnce; ; pages = PagesMergedAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var changes = await database.WriteAsync(
                connection =>
                {
                    if (connection.ExecuteScalar<long>("select exists (select 1 from texts)") == 0)
                    {
                        connection.Execute("insert into text_index (text_index) values ('delete-all')");
                        return 0;
                    }

                    var before = connection.ExecuteScalar<long>("select total_changes()");
                    connection.Execute("insert into text_index (text_index, rank) values ('merge', @pages)", new { pages });
                    return connection.ExecuteScalar<long>("select total_changes()") - before;
                },
                cancellation);
            // One change is the command's own row.
            if (changes < 2)
            {
                return;
            }
        }
    }

    /// <summary>Gives free pages back to the file system.</summary>
    /// <returns>Bytes that stay in the file, free for what comes next: all of them in files made by versions before this.</returns>
    public async Task<long> ShrinkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (before, after, size) = await database.WriteAsync(
                connection =>
                {
                    var free = connection.ExecuteScalar<long>("pragma freelist_count");
                    // A page goes with each step of the statement: its rows have to be read to the end.
                    _ = connection.Query($"pragma incremental_vacuum({PagesAtOnce})").AsList();
                    return (free, connection.ExecuteScalar<long>("pragma freelist_count"), connection.ExecuteScalar<long>("pragma page_size"));
                },
                cancellation);
            if (after == 0 || after >= before)
            {
                return after * size;
            }
        }
    }

    private static object KeysOf(long datasetId) => new { first = SampleNumber.Of(datasetId, 0), end = SampleNumber.Of(datasetId + 1, 0), most = SamplesAtOnce, datasetId };

    private static long DeleteSamples(SqliteConnection connection, long datasetId)
    {
        // The index keeps no texts: it has to be told the words that it shall forget, and must not be told others.
        return connection.ExecuteScalar<long>(
            """
            create temp table if not exists going (sample_no integer primary key);
            delete from going;
            insert into going select sample_no from samples where sample_no >= @first and sample_no < @end order by sample_no limit @most;
            insert into text_index (text_index, rowid, text) select 'delete', sample_no, case when sample_no < @first + (select uncut_count from datasets where dataset_id = @datasetId) then text else cut_text(text) end
            from texts where sample_no in (select sample_no from going) and sample_no < @first + (select indexed_count from datasets where dataset_id = @datasetId);
            delete from texts where sample_no in (select sample_no from going);
            delete from samples where sample_no in (select sample_no from going);
            select count(*) from going
            """,
            KeysOf(datasetId));
    }
}
