using Dapper;
using QualityReview.Reviews;
using QualityReview.Storage;

namespace QualityReview.Queues;

/// <summary>How far a queue is. Gold items are counted apart.</summary>
public sealed record QueueProgress
{
    public required int Items { get; init; }

    /// <summary>Items that have all judgements that they want.</summary>
    public required int Finished { get; init; }

    public required int Wanted { get; init; }

    /// <summary>Judgements that count.</summary>
    public required int Judged { get; init; }

    public required int GoldItems { get; init; }

    /// <summary>Lowest and highest inclusion probability; null where the items are targeted.</summary>
    public double? LeastProbability { get; init; }

    public double? MostProbability { get; init; }

    /// <summary>Items that people hold now.</summary>
    public required int Leased { get; init; }

    /// <summary>0..1.</summary>
    public double Share => Wanted == 0 ? 0 : (double)Judged / Wanted;
}

/// <summary>What one person did in a queue.</summary>
public sealed record ReviewerProgress
{
    public required string Author { get; init; }

    public required int Judged { get; init; }

    /// <summary>Verdicts that came when their item had what it wanted.</summary>
    public required int NotCounted { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Median time on an item; null where none was taken.</summary>
    public double? Seconds { get; init; }

    public required int GoldJudged { get; init; }

    public required int GoldRight { get; init; }
}

/// <summary>A judged item of a queue that was drawn with known probabilities.</summary>
/// <param name="Rule">The samples that the draw was from: an estimate speaks of these alone.</param>
public sealed record ProbabilityJudgement(string Rule, int Ordinal, double InclusionProbability, string Author, Verdict Verdict);

/// <summary>An item of a queue that was drawn with known probabilities, with one of the judgements that count; an item that nobody has
/// judged stands once, without one.</summary>
/// <param name="ReviewId">0 where nobody has judged it.</param>
/// <param name="Verdict"><see cref="Verdict.None"/> where nobody has judged it.</param>
/// <param name="IsSkipped">Whether somebody has passed it over.</param>
public sealed record ProbabilityItem(int Ordinal, double InclusionProbability, string Author, long ReviewId, Verdict Verdict, bool IsSkipped);

/// <summary>Reads how far queues are, and what estimates may use of them.</summary>
public sealed class QueueReader(ReviewDatabase database, TimeProvider time)
{
    public QueueProgress Progress(long queueId)
    {
        using var connection = database.Open();
        return connection.QuerySingle<QueueProgress>(
            """
            select coalesce(sum(gold = 0), 0) as items, coalesce(sum(gold = 0 and judged >= wanted), 0) as finished,
              coalesce(sum(iif(gold = 0, wanted, 0)), 0) as wanted, coalesce(sum(iif(gold = 0, judged, 0)), 0) as judged, coalesce(sum(gold > 0), 0) as gold_items,
              min(inclusion_probability) as least_probability, max(inclusion_probability) as most_probability,
              (select count(*) from queue_leases where queue_id = @queueId and leased_until > @now) as leased
            from queue_items where queue_id = @queueId
            """,
            new { queueId, now = time.GetUtcNow() });
    }

    /// <summary>Ordinal of the sample at a place of a queue, or null.</summary>
    public int? OrdinalOf(long queueId, int position)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<int?>("select ordinal from queue_items where queue_id = @queueId and position = @position", new { queueId, position });
    }

    /// <summary>Ordinals of the samples that wait for that person's verdict in blind queues of a dataset which are not archived, held by the
    /// person or not: until that verdict is given, the person is told nothing that could sway it.</summary>
    public IReadOnlyList<int> BlindFor(long datasetId, string author)
    {
        using var connection = database.Open();
        return [.. connection.Query<int>(
            """
            select distinct i.ordinal from queues q join queue_items i using (queue_id)
            where q.dataset_id = @datasetId and q.is_blind = 1 and q.state <> 'archived' and i.judged < i.wanted
              and (not exists (select 1 from queue_assignees a where a.queue_id = q.queue_id)
                or exists (select 1 from queue_assignees a where a.queue_id = q.queue_id and a.name = @author)
                or exists (select 1 from queue_leases l where l.queue_id = i.queue_id and l.position = i.position and l.author = @author))
              and not exists (select 1 from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.author = @author)
            order by i.ordinal
            """,
            new { datasetId, author })];
    }

    /// <summary>The verdicts on each item that several people have judged, as numbers: what <see cref="Agreement"/> takes.</summary>
    public IReadOnlyList<int[]> SharedVerdicts(long queueId)
    {
        using var connection = database.Open();
        return [.. connection.Query<(int Position, int Verdict)>(
                """
                select j.position, r.verdict from queue_judgements j join queue_items i using (queue_id, position) join reviews r using (review_id)
                where j.queue_id = @queueId and i.gold = 0 order by j.position, j.author
                """,
                new { queueId })
            .GroupBy(judgement => judgement.Position, judgement => judgement.Verdict)
            .Select(unit => unit.ToArray())
            .Where(unit => unit.Length > 1)];
    }

    /// <summary>Everybody who has judged or skipped an item, by name.</summary>
    public IReadOnlyList<ReviewerProgress> Reviewers(long queueId)
    {
        using var connection = database.Open();
        return [.. connection.Query<ReviewerProgress>(
            """
            with acts as (
              select j.author, j.is_counted, i.gold, r.verdict, r.seconds, row_number() over (partition by j.author, r.seconds is null order by r.seconds) as place,
                count(*) over (partition by j.author, r.seconds is null) as timed
              from queue_judgements j join queue_items i using (queue_id, position) join reviews r using (review_id) where j.queue_id = @queueId),
            people as (
              select author from queue_judgements where queue_id = @queueId
              union select author from queue_skips where queue_id = @queueId and taken_back_at is null)
            select p.author, count(a.author) as judged, coalesce(sum(a.is_counted = 0), 0) as not_counted,
              (select count(distinct position) from queue_skips s where s.queue_id = @queueId and s.author = p.author and s.taken_back_at is null) as skipped,
              avg(iif(a.seconds is not null and a.place in ((a.timed + 1) / 2, (a.timed + 2) / 2), a.seconds, null)) as seconds,
              coalesce(sum(a.gold > 0), 0) as gold_judged, coalesce(sum(a.gold > 0 and a.gold = a.verdict), 0) as gold_right
            from people p left join acts a on a.author = p.author group by p.author order by p.author
            """,
            new { queueId })];
    }

    /// <summary>The right verdicts of a dataset's gold items, by ordinal; where two queues name one sample, those of the newer queue.</summary>
    public IReadOnlyDictionary<int, GoldVerdict> Gold(long datasetId)
    {
        using var connection = database.Open();
        var gold = new Dictionary<int, GoldVerdict>();
        var rows = connection.Query<(int Ordinal, int Verdict, string Author)>(
            """
            select i.ordinal, i.gold, q.gold_author from queues q join queue_items i using (queue_id)
            where q.dataset_id = @datasetId and q.gold_share > 0 and i.gold > 0 order by q.queue_id
            """,
            new { datasetId });
        foreach (var (ordinal, verdict, author) in rows)
        {
            gold[ordinal] = new GoldVerdict((Verdict)verdict, author);
        }

        return gold;
    }

    /// <summary>Which of these samples still wait for a person's verdict in a blind queue that is not archived, with the queue's name: until it is given
    /// there, nothing must tell the person of scores, decisions or verdicts.</summary>
    public IReadOnlyDictionary<int, string> Blinded(long datasetId, string author, IReadOnlyCollection<int> ordinals)
    {
        using var connection = database.Open();
        return connection.Query<(int Ordinal, string Name)>(
                """
                select i.ordinal, min(q.name) from queues q join queue_items i using (queue_id)
                where q.dataset_id = @datasetId and q.is_blind = 1 and q.state <> 'archived' and i.ordinal in @ordinals
                  and (i.judged < i.wanted or exists (select 1 from queue_leases l where l.queue_id = i.queue_id and l.position = i.position and l.author = @author))
                  and (not exists (select 1 from queue_assignees a where a.queue_id = q.queue_id) or exists (select 1 from queue_assignees a where a.queue_id = q.queue_id and a.name = @author))
                  and not exists (select 1 from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.author = @author)
                  and not exists (select 1 from queue_skips s where s.queue_id = i.queue_id and s.position = i.position and s.author = @author and s.taken_back_at is null)
                group by i.ordinal
                """,
                new { datasetId, author, ordinals })
            .ToDictionary(row => row.Ordinal, row => row.Name);
    }

    /// <summary>The counted judgements of a queue that was drawn with known probabilities, by position; of a targeted queue and of gold
    /// items none, whatever was judged: they would bias an estimate.</summary>
    public IReadOnlyList<ProbabilityJudgement> ProbabilityJudgements(long queueId)
    {
        using var connection = database.Open();
        return [.. connection.Query<(string Rule, int Ordinal, double Probability, string Author, int Verdict)>(
                """
                select q.rule, i.ordinal, i.inclusion_probability, j.author, r.verdict
                from queue_items i join queues q using (queue_id) join queue_judgements j using (queue_id, position) join reviews r using (review_id)
                where i.queue_id = @queueId and i.inclusion_probability is not null and j.is_counted = 1 order by i.position, j.author
                """,
                new { queueId })
            .Select(row => new ProbabilityJudgement(row.Rule, row.Ordinal, row.Probability, row.Author, (Verdict)row.Verdict))];
    }

    /// <summary>All items of a queue that was drawn with known probabilities, by position, judged or not; of a targeted queue and of gold
    /// items none.</summary>
    public IReadOnlyList<ProbabilityItem> ProbabilityItems(long queueId)
    {
        using var connection = database.Open();
        return [.. connection.Query<(int Ordinal, double Probability, string? Author, long? ReviewId, int? Verdict, bool IsSkipped)>(
                """
                select i.ordinal, i.inclusion_probability, j.author, r.review_id, r.verdict, s.position is not null
                from queue_items i
                left join (select distinct position from queue_skips where queue_id = @queueId and taken_back_at is null) s on s.position = i.position
                left join queue_judgements j on j.queue_id = i.queue_id and j.position = i.position and j.is_counted = 1
                left join reviews r on r.review_id = j.review_id
                where i.queue_id = @queueId and i.inclusion_probability is not null and i.gold = 0 order by i.position, j.author
                """,
                new { queueId })
            .Select(row => new ProbabilityItem(row.Ordinal, row.Probability, row.Author ?? "", row.ReviewId ?? 0, (Verdict)(row.Verdict ?? 0), row.IsSkipped))];
    }
}
