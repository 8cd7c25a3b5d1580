using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Reviews;

/// <summary>The current verdict on a sample: the last ledger entry that has not been undone.</summary>
public sealed record CurrentVerdict
{
    public required int Ordinal { get; init; }

    public required Verdict Verdict { get; init; }

    public required string Author { get; init; }

    public required long ReviewId { get; init; }

    /// <summary>Reason codes, separated by spaces.</summary>
    public string Reasons { get; init; } = "";
}

/// <summary>The ledger of reviews: append-only; undoing is a new entry.</summary>
public sealed partial class ReviewStore(ReviewDatabase database, TimeProvider time)
{
    internal const string Columns = "review_id, dataset_id, ordinal, author, verdict, undoes, reasons, note, seconds, guideline_version, filter_said, filter_rule, settles, created_at";

    private const string InsertSql =
        """
        insert into reviews (dataset_id, ordinal, author, verdict, undoes, reasons, note, seconds, guideline_version, filter_said, filter_rule, settles, client_key, created_at)
        values (@DatasetId, @Ordinal, @Author, @Verdict, @undoes, @reasons, @Note, @Seconds, @GuidelineVersion, @FilterSaid, @FilterRule, @Settles, @ClientKey, @now)
        on conflict (client_key) do nothing
        """;

    private const string SentSql = $"select {Columns} from reviews where client_key = @clientKey";

    /// <summary>Raised after an entry is on disk, with the sample's current verdict; handlers must be quick.</summary>
    public event Action<long, CurrentVerdict>? Changed;

    /// <summary>Appends a verdict. The task ends when it is on disk; the same client key twice is one entry.</summary>
    public async Task<Review> AddAsync(ReviewRequest request, CancellationToken cancellation = default)
    {
        Check(request);
        var review = await database.SaveAsync(connection => Append(connection, request, null), cancellation);
        Announce(review);
        return review;
    }

    /// <summary>Takes back the author's last verdict in a dataset that still stands, or returns null where there is none.</summary>
    public async Task<Review?> UndoLastAsync(long datasetId, string author, string clientKey, CancellationToken cancellation = default)
    {
        var undo = await database.SaveAsync(
            connection =>
            {
                var last = connection.QueryFirstOrDefault<Review>(
                    $"""
                    select {Columns} from reviews r
                    where author = @author and dataset_id = @datasetId and verdict > 0
                      and not exists (select 1 from reviews u where u.undoes = r.review_id)
                    order by review_id desc limit 1
                    """,
                    new { author, datasetId });
                return last is null
                    ? null
                    : Append(connection, new ReviewRequest { DatasetId = datasetId, Ordinal = last.Ordinal, Author = author, Verdict = Verdict.None, ClientKey = clientKey }, last.ReviewId);
            },
            cancellation);
        if (undo is not null)
        {
            Announce(undo);
        }

        return undo;
    }

    /// <summary>Takes back one entry of the author, or returns null where it does not stand.</summary>
    public async Task<Review?> UndoAsync(long reviewId, string author, string clientKey, CancellationToken cancellation = default)
    {
        var undo = await database.SaveAsync(
            connection =>
            {
                var sent = connection.QueryFirstOrDefault<Review>($"select {Columns} from reviews where client_key = @clientKey", new { clientKey });
                if (sent is not null)
                {
                    return sent;
                }

                var entry = connection.QueryFirstOrDefault<Review>(
                    $"""
                    select {Columns} from reviews r
                    where review_id = @reviewId and author = @author and verdict > 0
                      and not exists (select 1 from reviews u where u.undoes = r.review_id)
                    """,
                    new { reviewId, author });
                return entry is null
                    ? null
                    : Append(connection, new ReviewRequest { DatasetId = entry.DatasetId, Ordinal = entry.Ordinal, Author = author, Verdict = Verdict.None, ClientKey = clientKey }, reviewId);
            },
            cancellation);
        if (undo is not null)
        {
            Announce(undo);
        }

        return undo;
    }

    /// <summary>All entries on one sample, oldest first.</summary>
    public IReadOnlyList<Review> History(long datasetId, int ordinal)
    {
        using var connection = database.Open();
        return [.. connection.Query<Review>($"select {Columns} from reviews where dataset_id = @datasetId and ordinal = @ordinal order by review_id", new { datasetId, ordinal })];
    }

    /// <summary>The current verdicts of a dataset, as of a ledger position.</summary>
    /// <param name="position">Entries after it are left out; null for all.</param>
    public IReadOnlyList<CurrentVerdict> Current(long datasetId, long? position = null)
    {
        using var connection = database.Open();
        return [.. connection.Query<CurrentVerdict>(
            """
            select ordinal, verdict, author, reasons, max(review_id) as review_id from reviews r
            where dataset_id = @datasetId and verdict > 0 and review_id <= @position
              and not exists (select 1 from reviews u where u.undoes = r.review_id and u.review_id <= @position)
            group by ordinal order by ordinal
            """,
            new { datasetId, position = position ?? long.MaxValue }).AsList()];
    }

    /// <summary>The current verdict on one sample, or null.</summary>
    public CurrentVerdict? Current(long datasetId, int ordinal)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<CurrentVerdict>(
            """
            select ordinal, verdict, author, reasons, review_id from reviews r
            where dataset_id = @datasetId and ordinal = @ordinal and verdict > 0 and not exists (select 1 from reviews u where u.undoes = r.review_id)
            order by review_id desc limit 1
            """,
            new { datasetId, ordinal });
    }

    /// <summary>How many samples of a dataset have which current verdict.</summary>
    public VerdictTally Tally(long datasetId)
    {
        using var connection = database.Open();
        return connection.QuerySingle<VerdictTally>(
            """
            select coalesce(sum(verdict = 1), 0) as keep, coalesce(sum(verdict = 2), 0) as "drop", coalesce(sum(verdict = 3), 0) as unsure from (
              select verdict, max(review_id) from reviews r
              where dataset_id = @datasetId and verdict > 0 and not exists (select 1 from reviews u where u.undoes = r.review_id)
              group by ordinal)
            """,
            new { datasetId });
    }

    /// <summary>Position of the last entry on a dataset; 0 where there is none.</summary>
    /// <param name="asOf">Entries after it are passed over; null for none.</param>
    public long Position(long datasetId, long? asOf = null)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long>(
            "select coalesce(max(review_id), 0) from reviews where dataset_id = @datasetId and review_id <= @asOf", new { datasetId, asOf = asOf ?? long.MaxValue });
    }

    /// <summary>Position of the last entry on any dataset; 0 where there is none.</summary>
    public long LastPosition()
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long>("select coalesce(max(review_id), 0) from reviews");
    }

    internal static void Check(ReviewRequest request)
    {
        if (request.Verdict is not (Verdict.Keep or Verdict.Drop or Verdict.Unsure))
        {
            throw new WrongWordsException("A review says keep, drop or unsure.");
        }

        if (request is { Settles: true, Verdict: Verdict.Unsure })
        {
            throw new WrongWordsException("A disagreement is settled by keep or drop, not by unsure.");
        }

        var unknown = request.Reasons.FirstOrDefault(reason => ReasonCode.All.All(known => known.Code != reason));
        if (unknown is not null)
        {
            throw new WrongWordsException($"There is no reason \"{unknown}\"; supported are {string.Join(", ", ReasonCode.All.Select(reason => reason.Code))}.");
        }

        if (request.Note.Length > 4000)
        {
            throw new WrongWordsException($"The note has {request.Note.Length} characters; up to 4000 are supported.");
        }
    }

    /// <summary>Writes an entry as a part of somebody's transaction, who checks it before and announces it afterwards.</summary>
    internal Review Append(SqliteConnection connection, ReviewRequest request, long? undoes)
    {
        KeptStatement.On(connection, InsertSql)
            .With("@DatasetId", request.DatasetId).With("@Ordinal", request.Ordinal).With("@Author", request.Author).With("@Verdict", (int)request.Verdict).With("@undoes", undoes)
            .With("@reasons", string.Join(' ', request.Reasons)).With("@Note", request.Note).With("@Seconds", request.Seconds).With("@GuidelineVersion", request.GuidelineVersion)
            .With("@FilterSaid", (int)request.FilterSaid).With("@FilterRule", request.FilterRule).With("@Settles", request.Settles).With("@ClientKey", request.ClientKey).With("@now", time.GetUtcNow())
            .Execute();
        return Sent(connection, request.ClientKey)!;
    }

    /// <summary>The entry with that key, or null.</summary>
    internal static Review? Sent(SqliteConnection connection, string clientKey) => KeptStatement.On(connection, SentSql).With("@clientKey", clientKey).First(row => new Review
    {
        ReviewId = row.GetInt64(0),
        DatasetId = row.GetInt64(1),
        Ordinal = row.GetInt32(2),
        Author = row.GetString(3),
        Verdict = (Verdict)row.GetInt32(4),
        Undoes = row.IsDBNull(5) ? null : row.GetInt64(5),
        Reasons = row.GetString(6),
        Note = row.GetString(7),
        Seconds = row.IsDBNull(8) ? null : row.GetDouble(8),
        GuidelineVersion = row.GetInt32(9),
        FilterSaid = (Verdict)row.GetInt32(10),
        FilterRule = row.IsDBNull(11) ? null : row.GetString(11),
        Settles = row.GetInt32(12) == 1,
        CreatedAt = SqliteTypeHandlers.Time(row.GetString(13)),
    });

    internal void Announce(Review review) => Changed?.Invoke(review.DatasetId, Current(review.DatasetId, review.Ordinal) ?? Taken(review));

    private static CurrentVerdict Taken(Review review) => new() { Ordinal = review.Ordinal, Verdict = Verdict.None, Author = "", ReviewId = review.ReviewId };
}
