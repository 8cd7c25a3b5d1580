using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Reviews;
using QualityReview.Storage;

namespace QualityReview.Queues;

/// <summary>Gives out the items of queues and takes verdicts in. Judgements and active leases of an item together are never more than
/// it wants, and a verdict is in the ledger and counted in one transaction. Safe for many callers.</summary>
/// <param name="lease">How long an item stays with a person who is not heard of.</param>
public sealed partial class QueueWork(ReviewDatabase database, ReviewStore reviews, TimeProvider time, TimeSpan lease)
{
    /// <summary>Items that one person holds at most.</summary>
    public const int MostHeld = 100;

    /// <summary>Verdicts and skips that can be taken back.</summary>
    public const int MostRecent = 10;

    /// <summary>Not judged nor skipped by the author.</summary>
    private const string Untouched =
        """
        not exists (select 1 from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.author = @author)
        and not exists (select 1 from queue_skips s where s.queue_id = i.queue_id and s.author = @author and s.position = i.position and s.taken_back_at is null)
        """;

    private const string ItemSql =
        """
        select i.ordinal, i.judged, i.wanted,
          (select coalesce(max(version), 0) from queue_guidelines g where g.queue_id = i.queue_id),
          (select is_counted from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.author = @author),
          (select count(*) from queue_leases l where l.queue_id = i.queue_id and l.position = i.position and l.author <> @author and l.leased_until > @now),
          not exists (select 1 from queue_assignees a where a.queue_id = i.queue_id) or exists (select 1 from queue_assignees a where a.queue_id = i.queue_id and a.name = @author)
        from queue_items i where i.queue_id = @queueId and i.position = @position
        """;

    private const string JudgementSql =
        """
        insert into queue_judgements (queue_id, position, author, review_id, is_counted) values (@queueId, @position, @author, @reviewId, @counts)
        on conflict (queue_id, position, author) do update set review_id = excluded.review_id
        """;

    private const string CountSql = "update queue_items set judged = judged + 1 where queue_id = @queueId and position = @position";

    private const string ReleaseSql = "delete from queue_leases where queue_id = @queueId and position = @position and author = @author";

    private const string RenewSql = "update queue_leases set leased_until = @until where queue_id = @queueId and author = @author";

    private const string LeaseSql =
        $"""
        insert into queue_leases (queue_id, position, author, leased_until)
        select i.queue_id, i.position, @author, @until from queue_items i
        where i.queue_id = @queueId and i.judged < i.wanted
          and i.judged + (select count(*) from queue_leases l where l.queue_id = i.queue_id and l.position = i.position) < i.wanted
          and not exists (select 1 from queue_leases l where l.queue_id = i.queue_id and l.position = i.position and l.author = @author)
          and {Untouched}
        order by i.position limit @more
        """;

    public TimeSpan Lease => lease;

    /// <summary>Renews what the author holds and adds to it, in the queue's order, until it is <paramref name="count"/> items.</summary>
    public async Task<QueueTake> TakeAsync(long queueId, string author, int count, CancellationToken cancellation = default)
    {
        var (refusal, items) = await database.WriteAsync(connection => Take(connection, queueId, author, Math.Clamp(count, 0, MostHeld)), cancellation);
        if (refusal is not null)
        {
            return new QueueTake(refusal, [], 0);
        }

        using var reader = database.Open();
        var left = Left(reader, queueId, author);
        return new QueueTake(items.Count > 0 ? TakeOutcome.Items : left > 0 ? TakeOutcome.WithOthers : TakeOutcome.Done, items, left);
    }

    /// <summary>Writes a verdict to the ledger and counts it, and ends when both are on disk. A key that is known adds nothing. A verdict
    /// that comes when the item has what it wants is kept in the ledger and not counted.</summary>
    /// <exception cref="WrongWordsException">The verdict cannot be one, or the queue has no such item.</exception>
    public async Task<QueueJudgement> SaveAsync(Queue queue, string author, QueueVerdict verdict, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(queue);
        CheckKey(verdict.ClientKey);
        ReviewStore.Check(Request(queue, author, verdict, ordinal: 0, guideline: 0));
        var (judgement, isNew) = await database.SaveAsync(connection => Save(connection, queue, author, verdict), cancellation);
        if (isNew)
        {
            reviews.Announce(judgement.Entry);
        }

        return judgement;
    }

    /// <summary>Passes an item over: its author does not get it again, others do.</summary>
    /// <exception cref="WrongWordsException">The queue has no such item.</exception>
    public Task SkipAsync(Queue queue, string author, int position, string clientKey, CancellationToken cancellation = default)
    {
        CheckKey(clientKey);
        return database.WriteAsync(
            connection =>
            {
                if (connection.ExecuteScalar<long>("select count(*) from queue_items where queue_id = @QueueId and position = @position", new { queue.QueueId, position }) == 0)
                {
                    throw NoItem(queue, position);
                }

                connection.Execute(
                    """
                    insert into queue_skips (client_key, queue_id, position, author, skipped_at) values (@clientKey, @QueueId, @position, @author, @now)
                    on conflict (client_key) do nothing
                    """,
                    new { clientKey, queue.QueueId, position, author, now = time.GetUtcNow() });
                Release(connection, queue.QueueId, position, author);
            },
            cancellation);
    }

    private (string? Refusal, IReadOnlyList<LeasedItem> Items) Take(SqliteConnection connection, long queueId, string author, int count)
    {
        if (Refusal(connection, queueId, author) is { } refusal)
        {
            return (refusal, []);
        }

        var now = time.GetUtcNow();
        var until = now + lease;
        KeptStatement.On(connection, "delete from queue_leases where queue_id = @queueId and leased_until <= @now").With("@queueId", queueId).With("@now", now).Execute();
        var held = KeptStatement.On(connection, RenewSql).With("@queueId", queueId).With("@author", author).With("@until", until).Execute();
        if (held < count)
        {
            KeptStatement.On(connection, LeaseSql).With("@queueId", queueId).With("@author", author).With("@until", until).With("@more", count - held).Execute();
        }

        var items = connection.Query<(int Position, int Ordinal, int Gold)>(
            """
            select i.position, i.ordinal, i.gold from queue_leases l join queue_items i using (queue_id, position)
            where l.queue_id = @queueId and l.author = @author order by i.position
            """,
            new { queueId, author }).AsList();
        if (items.All(item => item.Gold > 0))
        {
            // Gold items alone are no work: they are there to be met among others.
            connection.Execute("delete from queue_leases where queue_id = @queueId and author = @author", new { queueId, author });
            return (null, []);
        }

        return (null, [.. items.Select(item => new LeasedItem { Position = item.Position, Ordinal = item.Ordinal })]);
    }

    private (QueueJudgement Judgement, bool IsNew) Save(SqliteConnection connection, Queue queue, string author, QueueVerdict verdict)
    {
        if (ReviewStore.Sent(connection, verdict.ClientKey) is { } sent)
        {
            // The answer to the first sending was lost; or somebody's key was made up, who then learns nothing.
            return sent.Author == author && sent.DatasetId == queue.DatasetId
                ? (new QueueJudgement(sent, IsCounted(connection, sent.ReviewId)), false)
                : throw new WrongWordsException("This client key was used for another verdict; a new one is needed for each.");
        }

        var item = On(ItemSql).With("@now", time.GetUtcNow()).First(row => new SavedItem(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt32(4) == 1, row.GetInt32(5), row.GetInt32(6) == 1)) ?? throw NoItem(queue, verdict.Position);
        var review = reviews.Append(connection, Request(queue, author, verdict, item.Ordinal, Math.Min(verdict.GuidelineVersion, item.Guideline)), null);
        // Judged once more, as in a second tab: the later verdict takes the place of the earlier one.
        var counts = item.Counted ?? (item.Judged + item.Others < item.Wanted && item.IsAssigned);
        On(JudgementSql).With("@reviewId", review.ReviewId).With("@counts", counts).Execute();
        if (item.Counted is null && counts)
        {
            KeptStatement.On(connection, CountSql).With("@queueId", queue.QueueId).With("@position", verdict.Position).Execute();
        }

        Release(connection, queue.QueueId, verdict.Position, author);
        return (new QueueJudgement(review, counts), true);

        KeptStatement On(string sql) => KeptStatement.On(connection, sql).With("@queueId", queue.QueueId).With("@position", verdict.Position).With("@author", author);
    }

    private static ReviewRequest Request(Queue queue, string author, QueueVerdict verdict, int ordinal, int guideline) => new()
    {
        DatasetId = queue.DatasetId,
        Ordinal = ordinal,
        Author = author,
        Verdict = verdict.Verdict,
        Reasons = verdict.Reasons,
        Note = verdict.Note,
        Seconds = verdict.Seconds is >= 0 and <= double.MaxValue ? Math.Min(verdict.Seconds.Value, QueueVerdict.LongestSeconds) : null,
        GuidelineVersion = Math.Max(0, guideline),
        ClientKey = verdict.ClientKey,
    };

    private static void CheckKey(string key)
    {
        if (key is not { Length: >= 8 and <= 64 } || !key.All(char.IsAsciiLetterOrDigit))
        {
            throw new WrongWordsException("A client key has 8 to 64 letters and digits.");
        }
    }

    private static WrongWordsException NoItem(Queue queue, int position) => new($"The queue {queue.Name} has no item {position}.");

    private static string? Refusal(SqliteConnection connection, long queueId, string author) =>
        connection.ExecuteScalar<string>("select state from queues where queue_id = @queueId", new { queueId }) switch
        {
            QueueState.Open => IsAssigned(connection, queueId, author) ? null : TakeOutcome.NotAssigned,
            QueueState.Paused => TakeOutcome.Paused,
            _ => TakeOutcome.Archived,
        };

    private static bool IsAssigned(SqliteConnection connection, long queueId, string author) => connection.ExecuteScalar<long>(
        """
        select not exists (select 1 from queue_assignees where queue_id = @queueId)
            or exists (select 1 from queue_assignees where queue_id = @queueId and name = @author)
        """,
        new { queueId, author }) == 1;

    private static bool IsCounted(SqliteConnection connection, long reviewId) =>
        connection.ExecuteScalar<long>("select coalesce(max(is_counted), 0) from queue_judgements where review_id = @reviewId", new { reviewId }) == 1;

    /// <summary>Open items that are not gold, less those that the author has judged or skipped.</summary>
    private static int Left(SqliteConnection connection, long queueId, string author) => connection.ExecuteScalar<int>(
        """
        select (select open_items from queues where queue_id = @queueId) - (
          select count(*) from queue_items i join (
            select position from queue_judgements where queue_id = @queueId and author = @author
            union select position from queue_skips where queue_id = @queueId and author = @author and taken_back_at is null) touched
          on i.queue_id = @queueId and i.position = touched.position where i.judged < i.wanted and i.gold = 0)
        """,
        new { queueId, author });

    private static void Release(SqliteConnection connection, long queueId, int position, string author) =>
        KeptStatement.On(connection, ReleaseSql).With("@queueId", queueId).With("@position", position).With("@author", author).Execute();

    /// <summary>What a save needs to know of its item.</summary>
    /// <param name="Guideline">The newest version.</param>
    /// <param name="Counted">Whether the author's earlier judgement of it counts; null where there is none.</param>
    /// <param name="Others">Other people who hold it.</param>
    private sealed record SavedItem(int Ordinal, int Judged, int Wanted, int Guideline, bool? Counted, int Others, bool IsAssigned);
}
