namespace QualityReview.Scorers;

/// <summary>Reasons not to trust a percentile. Stored as numbers: never renumber.</summary>
[Flags]
public enum ScoreFlags : byte
{
    None = 0,

    /// <summary>Too little text for the method (perplexity: under 32 tokens).</summary>
    TooShort = 1,

    /// <summary>The model read only the beginning of the text.</summary>
    Truncated = 2,

    /// <summary>Ask-LLM: more than half of the probability went to neither yes nor no.</summary>
    DidNotAnswer = 4,

    /// <summary>The sample could not be scored; the run's failures say why.</summary>
    Failed = 8,
}

/// <summary>A sample that could not be scored.</summary>
/// <param name="Index">0-based place in the chunk.</param>
/// <param name="Reason">One sentence.</param>
public sealed record ScoreFailure(int Index, string Reason);

/// <summary>The scores of consecutive samples: the unit that is computed, committed and resumed.</summary>
/// <param name="Values">One raw score a sample; NaN where there is none.</param>
/// <param name="Flags">One a sample.</param>
/// <param name="Details">Row-major, one row of <see cref="ScorerCard.DetailNames"/> a sample.</param>
public sealed record ScoreChunk(float[] Values, ScoreFlags[] Flags, float[] Details, IReadOnlyList<ScoreFailure> Failures)
{
    public int Count => Values.Length;

    /// <summary>One chunk out of its slices, in their order.</summary>
    public static ScoreChunk Join(IReadOnlyList<ScoreChunk> slices)
    {
        if (slices is [var only])
        {
            return only;
        }

        var failures = new List<ScoreFailure>();
        var first = 0;
        foreach (var slice in slices)
        {
            failures.AddRange(slice.Failures.Select(failure => failure with { Index = first + failure.Index }));
            first += slice.Count;
        }

        return new ScoreChunk([.. slices.SelectMany(s => s.Values)], [.. slices.SelectMany(s => s.Flags)], [.. slices.SelectMany(s => s.Details)], failures);
    }
}

/// <summary>Work done since the last tick, for rates.</summary>
public readonly record struct ScoringTick(int Samples, long Tokens);
