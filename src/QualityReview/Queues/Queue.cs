namespace QualityReview.Queues;

/// <summary>Whether a queue gives out items, as stored.</summary>
public static class QueueState
{
    /// <summary>Paused: gives out nothing for now. Archived: gives out nothing, and is no longer listed as work.</summary>
    public const string Open = "open", Paused = "paused", Archived = "archived";

    public static IReadOnlyList<string> All { get; } = [Open, Paused, Archived];
}

/// <summary>An ordered set of samples waiting for review, drawn by a stated rule.</summary>
public sealed record Queue
{
    public required long QueueId { get; init; }

    public required long DatasetId { get; init; }

    /// <summary>Stands in addresses; no two queues have the same.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="QueueKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which samples could be drawn.</summary>
    public required string Rule { get; init; }

    public required string Sort { get; init; }

    /// <summary>Scorer keys, separated by spaces.</summary>
    public required string Scorers { get; init; }

    public double? Cut { get; init; }

    public required string Filter { get; init; }

    /// <summary>Samples that were asked for.</summary>
    public required int Size { get; init; }

    public required long Seed { get; init; }

    /// <summary>Samples that could have been drawn.</summary>
    public required int Offered { get; init; }

    /// <summary>Share of the items that several people judge, 0..1.</summary>
    public required double OverlapShare { get; init; }

    /// <summary>How many people judge such an item.</summary>
    public required int OverlapPeople { get; init; }

    /// <summary>Share of gold items in the queue, 0..1.</summary>
    public required double GoldShare { get; init; }

    /// <summary>Whose verdicts are the right ones of the gold items; empty where there are none.</summary>
    public required string GoldAuthor { get; init; }

    /// <summary>Whether scores, decisions and earlier verdicts stay hidden until a person has judged.</summary>
    public required bool IsBlind { get; init; }

    /// <summary>See <see cref="QueueState"/>.</summary>
    public required string State { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether its items were drawn with known probabilities, so that estimates may use them.</summary>
    public bool IsProbability => QueueKind.IsProbability(Kind);

    public QueueDraw Draw => new()
    {
        Kind = Kind,
        Rule = Rule,
        Sort = Sort,
        Scorers = [.. Scorers.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        Cut = Cut,
        Filter = Filter,
        Size = Size,
        Seed = Seed,
    };
}

/// <summary>What a lead fills in to make a queue, beside how it is drawn.</summary>
public sealed record QueueRequest
{
    public required long DatasetId { get; init; }

    /// <summary>1 to 64 lower-case letters, digits, dots, dashes and underscores.</summary>
    public required string Name { get; init; }

    public required QueueDraw Draw { get; init; }

    /// <summary>Share of the items that several people judge, 0..1.</summary>
    public double OverlapShare { get; init; }

    /// <summary>How many people judge such an item, 2 to 20.</summary>
    public int OverlapPeople { get; init; } = 2;

    /// <summary>Share of gold items in the queue, 0 to .5.</summary>
    public double GoldShare { get; init; }

    /// <summary>Whose verdicts of keep and drop are the right ones of the gold items.</summary>
    public string GoldAuthor { get; init; } = "";

    /// <summary>Names of the people who may review; empty: everybody.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    public bool IsBlind { get; init; } = true;

    /// <summary>The first guideline; empty for none.</summary>
    public string Guideline { get; init; } = "";

    public required string Author { get; init; }
}

/// <summary>One version of what reviewers are asked to go by.</summary>
public sealed record QueueGuideline
{
    public const int LongestText = 20_000;

    /// <summary>1 for the first; 0 where a queue has none.</summary>
    public int Version { get; init; }

    public string Text { get; init; } = "";

    public string Author { get; init; } = "";
}
