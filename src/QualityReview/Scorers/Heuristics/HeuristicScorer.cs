namespace QualityReview.Scorers.Heuristics;

/// <summary>A scorer that counts: no model, no state, the same number for a text in any chunk. Thread-safe; disposing does nothing.</summary>
public abstract class HeuristicScorer : IScorer
{
    // A tick for each sample would cost more than the counting.
    private const int SamplesATick = 64;

    public abstract ScorerCard Card { get; }

    public string Device => "CPU";

    /// <summary>The score of one text, in time linear in its length; lone surrogates are allowed.</summary>
    public abstract Measurement Measure(string text);

    public Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Task.Run(() => Score(texts, progress, cancellation), cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same on the caller's thread.</summary>
    internal ScoreChunk Score(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var values = new float[texts.Count];
        var flags = new ScoreFlags[texts.Count];
        var ticked = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            (values[i], flags[i]) = Measure(texts[i]);
            if (i + 1 - ticked == SamplesATick || i + 1 == texts.Count)
            {
                progress?.Report(new ScoringTick(i + 1 - ticked, 0));
                ticked = i + 1;
            }
        }

        return new ScoreChunk(values, flags, [], []);
    }
}

/// <summary>What a heuristic scorer says of one text.</summary>
/// <param name="Value">NaN where the text is too short to have one.</param>
public readonly record struct Measurement(float Value, ScoreFlags Flags = ScoreFlags.None)
{
    /// <summary>No value: the text holds nothing to measure.</summary>
    public static Measurement None { get; } = new(float.NaN, ScoreFlags.TooShort);
}
