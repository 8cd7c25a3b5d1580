using QualityReview.Reviews;

namespace QualityReview.Queues;

/// <summary>Why a person gets items of a queue, or none.</summary>
public static class TakeOutcome
{
    /// <summary>Items to judge.</summary>
    public const string Items = "items";

    /// <summary>What is left is with others, and may come back.</summary>
    public const string WithOthers = "with_others";

    /// <summary>Nothing is left for this person.</summary>
    public const string Done = "done";

    public const string Paused = "paused", Archived = "archived", NotAssigned = "not_assigned";
}

/// <summary>An item that a person holds.</summary>
public sealed record LeasedItem
{
    /// <summary>0-based place in the queue; names the item.</summary>
    public required int Position { get; init; }

    public required int Ordinal { get; init; }
}

/// <summary>What a person holds of a queue.</summary>
/// <param name="Outcome">See <see cref="TakeOutcome"/>.</param>
/// <param name="Left">Items that this person could still judge, those of others included.</param>
public sealed record QueueTake(string Outcome, IReadOnlyList<LeasedItem> Items, int Left);

/// <summary>A verdict on an item.</summary>
public sealed record QueueVerdict
{
    /// <summary>Longest time on one item that is believed, in seconds.</summary>
    public const double LongestSeconds = 600;

    public required int Position { get; init; }

    public required Verdict Verdict { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string Note { get; init; } = "";

    /// <summary>Time of looking at it, or null.</summary>
    public double? Seconds { get; init; }

    /// <summary>The guideline that was on the screen.</summary>
    public int GuidelineVersion { get; init; }

    /// <summary>Made by the client; the same key sent twice is one entry.</summary>
    public required string ClientKey { get; init; }
}

/// <summary>A verdict that is on disk.</summary>
/// <param name="Counts">Whether it is one of the judgements that the item wants; the ledger has it in any case.</param>
public sealed record QueueJudgement(Review Entry, bool Counts);

/// <summary>A verdict or skip that its author can take back.</summary>
public sealed record RecentAct
{
    public required string ClientKey { get; init; }

    public required int Position { get; init; }

    public required int Ordinal { get; init; }

    /// <summary><see cref="Verdict.None"/> for a skip.</summary>
    public required Verdict Verdict { get; init; }
}
