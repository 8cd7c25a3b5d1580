namespace QualityReview.Queues;

/// <summary>The ways in which a queue's samples are chosen, as stored.</summary>
public static class QueueKind
{
    /// <summary>What a list showed, in its order.</summary>
    public const string AsShown = "as_shown";

    /// <summary>Each sample with the same probability.</summary>
    public const string Random = "random";

    /// <summary>Drawn with weight 1/density, so that crowded places are thinned out.</summary>
    public const string Spread = "spread";

    /// <summary>Nearest to a cut of a scorer first.</summary>
    public const string NearCut = "near_cut";

    /// <summary>Widest gap between percentiles first.</summary>
    public const string ScorersDisagree = "scorers_disagree";

    /// <summary>Samples whose verdict contradicts a filter.</summary>
    public const string AgainstFilter = "against_filter";

    /// <summary>Samples on which people's standing verdicts differ.</summary>
    public const string PeopleDisagree = "people_disagree";

    /// <summary>Least sure answer of a model first.</summary>
    public const string Confidence = "confidence";

    public static IReadOnlyList<string> All { get; } = [AsShown, Random, Spread, NearCut, ScorersDisagree, AgainstFilter, PeopleDisagree, Confidence];

    /// <summary>Whether a draw of that kind has known inclusion probabilities; all others are targeted.</summary>
    public static bool IsProbability(string kind) => kind is Random or Spread;
}

/// <summary>By which rule a queue's samples are chosen. The same draw over the same samples, scores and verdicts chooses the same.</summary>
public sealed record QueueDraw
{
    public const int MostSamples = 100_000;

    /// <summary>See <see cref="QueueKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which samples can be drawn. The default value is all.</summary>
    public string Rule { get; init; } = "all";

    /// <summary>Of <see cref="QueueKind.AsShown"/>: the list's order, with " desc" behind it where it is descending.</summary>
    public string Sort { get; init; } = "dataset";

    /// <summary>Keys: one for <see cref="QueueKind.Spread"/>, <see cref="QueueKind.NearCut"/> and <see cref="QueueKind.Confidence"/>, two or
    /// more for <see cref="QueueKind.ScorersDisagree"/>.</summary>
    public IReadOnlyList<string> Scorers { get; init; } = [];

    /// <summary>Of <see cref="QueueKind.NearCut"/>: a percentile, 0–100.</summary>
    public double? Cut { get; init; }

    /// <summary>Of <see cref="QueueKind.AgainstFilter"/>: the filter's rule.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Samples to choose at most, 1 to 100,000.</summary>
    public required int Size { get; init; }

    /// <summary>Decides draws, ties, overlap and places of gold items. Not negative.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>A chosen sample.</summary>
/// <param name="InclusionProbability">In (0, 1]; null: targeted.</param>
public sealed record DrawnItem(int Ordinal, string SampleId, double? InclusionProbability);

/// <summary>What a draw chose.</summary>
/// <param name="Items">In the order of review.</param>
/// <param name="Offered">Samples that could have been chosen.</param>
/// <param name="Skipped">Samples of the rule that could not, for want of a score.</param>
public sealed record DrawnQueue(IReadOnlyList<DrawnItem> Items, int Offered, int Skipped);
