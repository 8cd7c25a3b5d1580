using QualityReview.Filters;
using QualityReview.Queues;

namespace QualityReview.Web.Queues;

/// <summary>What a lead has filled in so far to make a queue.</summary>
internal sealed class QueueForm
{
    public string Kind { get; set; } = QueueKind.Random;

    /// <summary>The rule of the list that is to be reviewed.</summary>
    public string Rule { get; set; } = QualityReview.Filters.Filter.All.Rule;

    public SampleSort Sort { get; set; } = SampleSort.Dataset;

    public bool OnlyUnjudged { get; set; }

    public string Scorer { get; set; } = "";

    public HashSet<string> Scorers { get; } = new(StringComparer.Ordinal);

    public double Cut { get; set; } = 50;

    /// <summary>Name of the filter.</summary>
    public string Filter { get; set; } = "";

    public int Size { get; set; } = 100;

    public long Seed { get; set; } = 1;

    public double OverlapPercent { get; set; } = 10;

    public int OverlapPeople { get; set; } = 2;

    public double GoldPercent { get; set; }

    public string GoldAuthor { get; set; } = "";

    public HashSet<string> Assignees { get; } = new(StringComparer.Ordinal);

    public bool IsBlind { get; set; } = true;

    public string Guideline { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Whether one scorer is to be chosen.</summary>
    public bool NeedsScorer => Kind is QueueKind.NearCut or QueueKind.Confidence or QueueKind.Spread;

    /// <summary>Whether that scorer can stand for this kind.</summary>
    public bool Suits(ScoreColumn column) => Kind switch
    {
        QueueKind.Spread => column.Card.Method == "density",
        QueueKind.Confidence => column.Card.Method == "ask_llm",
        _ => true,
    };

    /// <param name="filters">Gives the rule of the chosen filter.</param>
    public QueueDraw ToDraw(IReadOnlyList<Filter> filters) => new()
    {
        Kind = Kind,
        Rule = OnlyUnjudged ? Rule == QualityReview.Filters.Filter.All.Rule ? "verdict = none" : FilterRule.Canonical($"({Rule}) and verdict = none") : Rule,
        Sort = Kind == QueueKind.AsShown ? QueueDrawer.SortText(Sort) : "dataset",
        Scorers = NeedsScorer ? [Scorer] : Kind == QueueKind.ScorersDisagree ? [.. Scorers.Order(StringComparer.Ordinal)] : [],
        Cut = Kind == QueueKind.NearCut ? Cut : null,
        Filter = Kind == QueueKind.AgainstFilter ? filters.FirstOrDefault(filter => filter.Name == Filter)?.Rule ?? throw new WrongWordsException("Choose a filter.") : "",
        Size = Size,
        Seed = Seed,
    };

    public QueueRequest ToRequest(long datasetId, string author, IReadOnlyList<Filter> filters) => new()
    {
        DatasetId = datasetId,
        Name = Name.Trim(),
        Draw = ToDraw(filters),
        OverlapShare = OverlapPercent / 100,
        OverlapPeople = OverlapPeople,
        GoldShare = GoldPercent / 100,
        GoldAuthor = GoldPercent > 0 ? GoldAuthor : "",
        Assignees = [.. Assignees.Order(StringComparer.Ordinal)],
        IsBlind = IsBlind,
        Guideline = Guideline,
        Author = author,
    };
}
