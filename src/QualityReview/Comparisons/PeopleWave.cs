using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>A verdict that a person gave on an item of a queue.</summary>
/// <param name="ReviewId">Its place in the ledger.</param>
public readonly record struct PeopleVoice(string Author, long ReviewId, Verdict Verdict);

/// <summary>A sample that was drawn, with the verdicts that it got in that draw's queue; none where it still waits.</summary>
/// <param name="InclusionProbability">Stored with the draw; in (0, 1].</param>
/// <param name="IsSkipped">Whether somebody has passed it over, as one that cannot be judged.</param>
public sealed record PeopleItem(int Ordinal, double InclusionProbability, IReadOnlyList<PeopleVoice> Voices, bool IsSkipped = false)
{
    /// <summary>Whether a person has been through with it: judged or passed over. What is left waits.</summary>
    public bool IsSeen => Voices.Count > 0 || IsSkipped;
}

/// <summary>One queue that was drawn with known probabilities: a wave of verdicts from which the whole can be estimated. Targeted queues
/// have no inclusion probabilities, so they cannot be made into one.</summary>
public sealed record PeopleWave
{
    public required string Name { get; init; }

    /// <summary>Two waves with the same were drawn from the same samples.</summary>
    public required string FrameKey { get; init; }

    /// <summary>The samples that could have been drawn; null where they cannot be told any more.</summary>
    public SampleSet? Frame { get; init; }

    public required IReadOnlyList<PeopleItem> Items { get; init; }

    /// <summary>Items with a verdict, unsure ones included.</summary>
    public int Judged => Items.Count(item => item.Voices.Count > 0);

    /// <summary>Items that do not wait any more.</summary>
    public int Seen => Items.Count(item => item.IsSeen);

    /// <summary>Whether their verdicts may be joined: all were drawn from the same samples, or it is known from which each was.</summary>
    public static bool CanJoin(IReadOnlyCollection<PeopleWave> waves) =>
        waves.Select(wave => wave.FrameKey).Distinct(StringComparer.Ordinal).Count() <= 1 || waves.All(wave => wave.Frame is not null);

    /// <summary>Whether a rule asks what people said: the samples that it finds change with every verdict, the draw's own included.</summary>
    public static bool AsksPeople(FilterNode rule) => rule switch
    {
        AndNode and => and.Terms.Any(AsksPeople),
        OrNode or => or.Terms.Any(AsksPeople),
        NotNode not => AsksPeople(not.Term),
        FieldTest { Field: SampleField.Verdict or SampleField.Reviewer } => true,
        _ => false,
    };
}
