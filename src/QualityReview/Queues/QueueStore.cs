using System.Text.RegularExpressions;
using Dapper;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Queues;

/// <summary>The queues: made, listed, paused, and given new guidelines. <see cref="QueueWork"/> gives out their items.</summary>
public sealed partial class QueueStore(ReviewDatabase database, ReviewStore reviews, SampleStore samples, TimeProvider time)
{
    internal const string Columns =
        "queue_id, dataset_id, name, kind, rule, sort, scorers, cut, filter, size, seed, offered, overlap_share, overlap_people, gold_share, gold_author, is_blind, state, author, created_at";

    /// <summary>A dataset's queues, newest first, archived ones last; of null all datasets'.</summary>
    public IReadOnlyList<Queue> List(long? datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<Queue>(
            $"select {Columns} from queues where @datasetId is null or dataset_id = @datasetId order by state = 'archived', queue_id desc", new { datasetId })];
    }

    public Queue? Find(string name)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<Queue>($"select {Columns} from queues where name = @name", new { name });
    }

    /// <summary>Names of those who may review; empty: everybody.</summary>
    public IReadOnlyList<string> Assignees(long queueId)
    {
        using var connection = database.Open();
        return [.. connection.Query<string>("select name from queue_assignees where queue_id = @queueId order by name", new { queueId })];
    }

    /// <summary>The latest guideline.</summary>
    public QueueGuideline Guideline(long queueId)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<QueueGuideline>(
            "select version, text, author from queue_guidelines where queue_id = @queueId order by version desc limit 1", new { queueId }) ?? new QueueGuideline();
    }

    /// <summary>Makes a queue of what was drawn.</summary>
    /// <exception cref="WrongWordsException">The name is taken or cannot be one, or a number cannot be one.</exception>
    public Task<Queue> AddAsync(QueueRequest request, DrawnQueue drawn, CancellationToken cancellation = default)
    {
        CheckName(request.Name);
        QueuePlan.Check(request);
        if (drawn.Items.Count == 0)
        {
            throw new WrongWordsException("No sample was drawn, so there is nothing to review: choose another rule.");
        }

        var gold = request.GoldShare > 0 ? reviews.DecidedBy(request.DatasetId, request.GoldAuthor) : new Dictionary<int, Verdict>();
        var known = gold.Keys.ToList();
        var planned = QueuePlan.Of(request, drawn.Items, [.. samples.Ids(request.DatasetId, known).Select((id, i) => (known[i], id, gold[known[i]]))]);
        if (request.GoldShare > 0 && planned.All(item => item.Gold == Verdict.None))
        {
            throw new WrongWordsException($"{request.GoldAuthor} has judged no sample outside the draw keep or drop, so there are no gold items.");
        }

        return database.WriteAsync(
            connection =>
            {
                if (connection.ExecuteScalar<long>("select count(*) from queues where name = @Name", new { request.Name }) > 0)
                {
                    throw new WrongWordsException($"There is a queue \"{request.Name}\" already; choose another name.");
                }

                var now = time.GetUtcNow();
                var queue = connection.QuerySingle<Queue>(
                    $"""
                    insert into queues (dataset_id, name, kind, rule, sort, scorers, cut, filter, size, seed, offered, overlap_share, overlap_people, gold_share, gold_author, is_blind, state, author, created_at)
                    values (@DatasetId, @Name, @Kind, @Rule, @Sort, @scorers, @Cut, @Filter, @Size, @Seed, @Offered, @OverlapShare, @OverlapPeople, @GoldShare, @GoldAuthor, @IsBlind, 'open', @Author, @now)
                    returning {Columns}
                    """,
                    new
                    {
                        request.DatasetId,
                        request.Name,
                        request.Draw.Kind,
                        Rule = FilterRule.Canonical(request.Draw.Rule),
                        request.Draw.Sort,
                        scorers = string.Join(' ', request.Draw.Scorers),
                        request.Draw.Cut,
                        request.Draw.Filter,
                        request.Draw.Size,
                        request.Draw.Seed,
                        drawn.Offered,
                        request.OverlapShare,
                        request.OverlapPeople,
                        request.GoldShare,
                        request.GoldAuthor,
                        request.IsBlind,
                        request.Author,
                        now,
                    });
                connection.Execute(
                    "insert into queue_items (queue_id, position, ordinal, wanted, inclusion_probability, gold) values (@QueueId, @position, @Ordinal, @Wanted, @InclusionProbability, @gold)",
                    planned.Select((item, position) => new { queue.QueueId, position, item.Ordinal, item.Wanted, item.InclusionProbability, gold = (int)item.Gold }));
                connection.Execute(
                    "insert into queue_assignees (queue_id, name) values (@QueueId, @name)", request.Assignees.Distinct(StringComparer.Ordinal).Select(name => new { queue.QueueId, name }));
                if (request.Guideline.Trim().Length > 0)
                {
                    connection.Execute(
                        "insert into queue_guidelines (queue_id, version, text, author, created_at) values (@QueueId, 1, @text, @Author, @now)",
                        new { queue.QueueId, text = request.Guideline.Trim(), request.Author, now });
                }

                return queue;
            },
            cancellation);
    }

    /// <summary>Opens, pauses or archives. Nothing is lost by it: verdicts that are on their way still come in.</summary>
    public Task SetStateAsync(long queueId, string state, CancellationToken cancellation = default) => QueueState.All.Contains(state)
        ? database.WriteAsync(
            connection =>
            {
                connection.Execute("update queues set state = @state where queue_id = @queueId", new { queueId, state });
                if (state != QueueState.Open)
                {
                    connection.Execute("delete from queue_leases where queue_id = @queueId", new { queueId });
                }
            },
            cancellation)
        : throw new WrongWordsException($"There is no state \"{state}\"; supported are {string.Join(", ", QueueState.All)}.");

    /// <summary>Sets who may review; nobody named: everybody.</summary>
    public Task AssignAsync(long queueId, IReadOnlyCollection<string> names, CancellationToken cancellation = default) => database.WriteAsync(
        connection =>
        {
            connection.Execute("delete from queue_assignees where queue_id = @queueId", new { queueId });
            connection.Execute("insert into queue_assignees (queue_id, name) values (@queueId, @name)", names.Distinct(StringComparer.Ordinal).Select(name => new { queueId, name }));
        },
        cancellation);

    /// <summary>Saves a guideline as a new version; the same text again changes nothing.</summary>
    public Task<QueueGuideline> GuideAsync(long queueId, string text, string author, CancellationToken cancellation = default)
    {
        text = text.Trim();
        if (text.Length > QueueGuideline.LongestText)
        {
            throw new WrongWordsException($"The guideline has {text.Length} characters; up to {QueueGuideline.LongestText} are supported.");
        }

        return database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    insert into queue_guidelines (queue_id, version, text, author, created_at)
                    select @queueId, coalesce(max(version), 0) + 1, @text, @author, @now from queue_guidelines where queue_id = @queueId
                    having @text <> coalesce((select text from queue_guidelines where queue_id = @queueId order by version desc limit 1), '')
                    """,
                    new { queueId, text, author, now = time.GetUtcNow() });
                return connection.QueryFirstOrDefault<QueueGuideline>(
                    "select version, text, author from queue_guidelines where queue_id = @queueId order by version desc limit 1", new { queueId }) ?? new QueueGuideline();
            },
            cancellation);
    }

    private static void CheckName(string name)
    {
        if (!Allowed().IsMatch(name))
        {
            throw new WrongWordsException($"\"{name}\" cannot name a queue: 1 to 64 lower-case letters, digits, dots, dashes and underscores are supported, beginning with a letter or digit.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
