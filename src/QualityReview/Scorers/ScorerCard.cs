namespace QualityReview.Scorers;

/// <summary>How a raw score orders samples.</summary>
public enum ScoreDirection
{
    /// <summary>A high raw score is a good sample: its percentile is high.</summary>
    HigherIsBetter,

    /// <summary>A low raw score is a good sample: percentiles are turned round, so that high is good.</summary>
    LowerIsBetter,

    /// <summary>The score says how crowded, long or symbol-rich a sample is, not how good: its percentile follows the raw value.</summary>
    HigherIsMore,
}

/// <summary>What a person must know to read a score: what it measures, what high means, and what made it.</summary>
public sealed record ScorerCard
{
    /// <summary>Stable, lower_snake, begins with the method; never reused for other settings.</summary>
    public required string Key { get; init; }

    /// <summary><c>ask_llm</c>, <c>perplexity</c>, <c>density</c>, or a cheap scorer's own name such as <c>length</c>.</summary>
    public required string Method { get; init; }

    /// <summary>A short title for headings, such as "Ask-LLM".</summary>
    public required string Title { get; init; }

    /// <summary>One sentence: what a high percentile says.</summary>
    public required string HighMeans { get; init; }

    public required ScoreDirection Direction { get; init; }

    /// <summary>Unit of the raw score, such as "bits per byte"; empty where it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Names of the numbers kept beside each score, in their stored order (for Ask-LLM: p_no, other, tokens).</summary>
    public IReadOnlyList<string> DetailNames { get; init; } = [];

    /// <summary>Everything that must be equal for two scores to be comparable: model and tokenizer hash, prompt hash, precision, window.
    /// Ordered by key, ordinal.</summary>
    public IReadOnlyDictionary<string, string> Receipt { get; init; } = new Dictionary<string, string>();

    /// <summary>What the scorer is good for and what not, in a sentence or two; empty where nothing needs saying.</summary>
    public string Caveat { get; init; } = "";
}
