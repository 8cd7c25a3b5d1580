using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Reviews;

namespace QualityReview.Queues;

public sealed partial class QueueWork
{
    /// <summary>Takes back a verdict or a skip of the author, by the key it was sent with, and gives the author the item again.</summary>
    /// <param name="clientKey">Of this act; sent again, it changes nothing.</param>
    /// <returns>False where nothing stands under that key.</returns>
    public async Task<bool> UndoAsync(Queue queue, string author, string undoes, string clientKey, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(queue);
        CheckKey(clientKey);
        var (undone, entry) = await database.SaveAsync(
            connection =>
            {
                if (connection.ExecuteScalar<long>("select count(*) from reviews where client_key = @clientKey and author = @author", new { clientKey, author }) > 0)
                {
                    return (true, (Review?)null);
                }

                return UndoVerdict(connection, queue, author, undoes, clientKey) is { } taken
                    ? (true, taken)
                    : (UndoSkip(connection, queue, author, undoes), null);
            },
            cancellation);
        if (entry is not null)
        {
            reviews.Announce(entry);
        }

        return undone;
    }

    /// <summary>The author's last verdicts and skips in a queue that stand, newest first.</summary>
    public IReadOnlyList<RecentAct> Recent(long queueId, string author)
    {
        using var connection = database.Open();
        return [.. connection.Query<RecentAct>(
            """
            select client_key, position, ordinal, verdict from (
              select r.client_key, j.position, r.ordinal, r.verdict, r.created_at as at
              from queue_judgements j join reviews r using (review_id) where j.queue_id = @queueId and j.author = @author
              union all
              select s.client_key, s.position, i.ordinal, 0, s.skipped_at
              from queue_skips s join queue_items i using (queue_id, position) where s.queue_id = @queueId and s.author = @author and s.taken_back_at is null)
            order by at desc limit @MostRecent
            """,
            new { queueId, author, MostRecent })];
    }

    /// <summary>Queues that give this person something to do, with how many items, oldest queue first.</summary>
    /// <param name="datasetId">Those of one dataset; null for all.</param>
    public IReadOnlyList<(Queue Queue, int Left)> OpenFor(string author, long? datasetId = null)
    {
        using var connection = database.Open();
        var queues = connection.Query<Queue>($"select {QueueStore.Columns} from queues where state = 'open' and (@datasetId is null or dataset_id = @datasetId) order by queue_id", new { datasetId }).AsList();
        return [.. queues.Where(queue => IsAssigned(connection, queue.QueueId, author))
            .Select(queue => (queue, Left(connection, queue.QueueId, author)))
            .Where(work => work.Item2 > 0)];
    }

    private Review? UndoVerdict(SqliteConnection connection, Queue queue, string author, string undoes, string clientKey)
    {
        var entry = connection.QueryFirstOrDefault<Review>(
            $"""
            select {ReviewStore.Columns} from reviews r
            where client_key = @undoes and author = @author and dataset_id = @DatasetId and verdict > 0
              and not exists (select 1 from reviews u where u.undoes = r.review_id)
            """,
            new { undoes, author, queue.DatasetId });
        if (entry is null)
        {
            return null;
        }

        var position = connection.QueryFirstOrDefault<int?>(
            "select position from queue_judgements where queue_id = @QueueId and review_id = @ReviewId", new { queue.QueueId, entry.ReviewId });
        // A trigger takes the judgement out of its queue.
        var undo = reviews.Append(
            connection, new ReviewRequest { DatasetId = entry.DatasetId, Ordinal = entry.Ordinal, Author = author, Verdict = Verdict.None, ClientKey = clientKey }, entry.ReviewId);
        if (position is { } place)
        {
            Reopen(connection, queue.QueueId, place, author);
        }

        return undo;
    }

    private bool UndoSkip(SqliteConnection connection, Queue queue, string author, string undoes)
    {
        var position = connection.QueryFirstOrDefault<int?>(
            "update queue_skips set taken_back_at = @now where client_key = @undoes and author = @author and queue_id = @QueueId and taken_back_at is null returning position",
            new { undoes, author, queue.QueueId, now = time.GetUtcNow() });
        if (position is { } place)
        {
            Reopen(connection, queue.QueueId, place, author);
        }

        return position is not null;
    }

    /// <summary>Gives the author the item while there is room for one more.</summary>
    private void Reopen(SqliteConnection connection, long queueId, int position, string author)
    {
        if (!IsAssigned(connection, queueId, author))
        {
            return;
        }

        var now = time.GetUtcNow();
        connection.Execute(
            """
            insert into queue_leases (queue_id, position, author, leased_until)
            select i.queue_id, i.position, @author, @until from queue_items i join queues q using (queue_id)
            where i.queue_id = @queueId and i.position = @position and q.state = 'open'
              and i.judged + (select count(*) from queue_leases l
                where l.queue_id = i.queue_id and l.position = i.position and l.author <> @author and l.leased_until > @now) < i.wanted
            on conflict (queue_id, position, author) do update set leased_until = excluded.leased_until
            """,
            new { queueId, position, author, now, until = now + lease });
    }
}
