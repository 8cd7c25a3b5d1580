using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Web.Queues;

namespace QualityReview.Web.Api;

/// <summary>A queue that has something to judge.</summary>
/// <param name="Left">Items that the caller could still judge.</param>
public sealed record OpenQueue(string Queue, string Dataset, bool IsBlind, int Left);

/// <summary>A queue as its lead sees it.</summary>
/// <param name="Kind">How it was drawn: random, spread, as_shown, near_cut, scorers_disagree, against_filter, people_disagree or confidence.</param>
/// <param name="Rule">Which samples could be drawn.</param>
/// <param name="Offered">How many these were.</param>
/// <param name="IsProbability">Whether estimates may use it.</param>
/// <param name="State">open, paused or archived.</param>
/// <param name="Finished">Items that have all judgements that they want.</param>
/// <param name="Wanted">Judgements that all items want together.</param>
/// <param name="Judged">Those that there are.</param>
/// <param name="Assignees">Who may review; empty: everybody.</param>
public sealed record QueueReport(
    string Queue,
    string Kind,
    string Rule,
    string Sort,
    IReadOnlyList<string> Scorers,
    double? Cut,
    string Filter,
    long Seed,
    int Offered,
    bool IsProbability,
    bool IsBlind,
    string State,
    int Items,
    int Finished,
    int Wanted,
    int Judged,
    int GoldItems,
    IReadOnlyList<ReviewerProgress> Reviewers,
    IReadOnlyList<string> Assignees,
    GuidelineAnswer Guideline,
    string Author,
    DateTimeOffset CreatedAt)
{
    internal static QueueReport Of(Queue queue, QueueRooms rooms)
    {
        var progress = rooms.Reader.Progress(queue.QueueId);
        var guideline = rooms.Queues.Guideline(queue.QueueId);
        return new QueueReport(
            queue.Name,
            queue.Kind,
            queue.Rule,
            queue.Sort,
            queue.Draw.Scorers,
            queue.Cut,
            queue.Filter,
            queue.Seed,
            queue.Offered,
            queue.IsProbability,
            queue.IsBlind,
            queue.State,
            progress.Items,
            progress.Finished,
            progress.Wanted,
            progress.Judged,
            progress.GoldItems,
            rooms.Reader.Reviewers(queue.QueueId),
            rooms.Queues.Assignees(queue.QueueId),
            new GuidelineAnswer(guideline.Version, guideline.Text),
            queue.Author,
            queue.CreatedAt);
    }
}

/// <summary>A queue to be made.</summary>
public sealed record QueueStart
{
    /// <summary>1 to 64 lower-case letters, digits, dots, dashes and underscores; no two queues have the same.</summary>
    public required string Name { get; init; }

    /// <summary>random, spread, as_shown, near_cut, scorers_disagree, against_filter, people_disagree or confidence.</summary>
    public required string Kind { get; init; }

    /// <summary>Which samples can be drawn. The default value is all.</summary>
    public string Rule { get; init; } = "all";

    /// <summary>Of as_shown: the order, such as percentile(ask_llm). The default value is dataset.</summary>
    public string Sort { get; init; } = "dataset";

    /// <summary>Of as_shown: whether the order is turned round.</summary>
    public bool Desc { get; init; }

    /// <summary>Scorer keys: one for spread, near_cut and confidence, two or more for scorers_disagree.</summary>
    public IReadOnlyList<string> Scorers { get; init; } = [];

    /// <summary>Of near_cut: a percentile, 0–100.</summary>
    public double? Cut { get; init; }

    /// <summary>Of against_filter: name of a saved filter.</summary>
    public string? Filter { get; init; }

    /// <summary>Samples at most, 1 to 100,000. The default value is 100.</summary>
    public int Size { get; init; } = 100;

    /// <summary>Decides draws, ties, overlap and places of gold items. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Share of the items that several people judge, 0..1. The default value is 0.1.</summary>
    public double OverlapShare { get; init; } = .1;

    /// <summary>How many people judge such an item, 2 to 20. The default value is 2.</summary>
    public int OverlapPeople { get; init; } = 2;

    /// <summary>Share of gold items, 0 to 0.5. The default value is 0.</summary>
    public double GoldShare { get; init; }

    /// <summary>Whose verdicts are the right ones of the gold items.</summary>
    public string GoldAuthor { get; init; } = "";

    /// <summary>Names of the people who may review; empty: everybody.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>Whether scores, decisions and verdicts stay hidden until a person has judged. The default value is true.</summary>
    public bool IsBlind { get; init; } = true;

    /// <summary>The first guideline; empty for none.</summary>
    public string Guideline { get; init; } = "";

    internal QueueRequest ToRequest(LoadedTable loaded, string rule, string comparedRule, string author) => new()
    {
        DatasetId = loaded.Dataset.DatasetId,
        Name = Name.Trim(),
        Draw = new QueueDraw
        {
            Kind = Kind,
            Rule = rule,
            Sort = Kind == QueueKind.AsShown ? QueueDrawer.SortText(SampleSort.Parse(Sort, Desc, loaded.Table)) : "dataset",
            Scorers = Scorers,
            Cut = Kind == QueueKind.NearCut ? Cut : null,
            Filter = Kind == QueueKind.AgainstFilter ? comparedRule.Length > 0 ? comparedRule : throw new WrongWordsException("A queue against a filter needs the name of one.") : "",
            Size = Size,
            Seed = Seed,
        },
        OverlapShare = OverlapShare,
        OverlapPeople = OverlapPeople,
        GoldShare = GoldShare,
        GoldAuthor = GoldShare > 0 ? GoldAuthor : "",
        Assignees = Assignees,
        IsBlind = IsBlind,
        Guideline = Guideline,
        Author = author,
    };
}

/// <summary>Whether a queue gives out items.</summary>
public sealed record QueueStateRequest
{
    /// <summary>open, paused or archived.</summary>
    public required string State { get; init; }
}

/// <summary>What reviewers are asked to go by.</summary>
public sealed record GuidelineRequest
{
    /// <summary>Up to 20,000 characters.</summary>
    public required string Text { get; init; }
}

/// <summary>Who may review.</summary>
public sealed record AssigneesRequest
{
    /// <summary>Names of accounts; none: everybody.</summary>
    public required IReadOnlyList<string> People { get; init; }
}
