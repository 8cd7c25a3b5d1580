namespace QualityReview.Scorers;

/// <summary>A method with its model and settings that gives a sample one number, looking at that sample alone.
/// The same texts in the same chunk give the same bytes, whatever ran before.</summary>
public interface IScorer : IAsyncDisposable
{
    ScorerCard Card { get; }

    /// <summary>Where it runs, such as "CPU, 2 threads" or "CUDA 0, NVIDIA H200".</summary>
    string Device { get; }

    /// <summary>Calls that it can work on at the same time: one for each of its devices. The default value is 1.</summary>
    int ChunksAtOnce => 1;

    /// <summary>Scores one chunk, or a slice of one. A sample that cannot be scored becomes a failure in the result and does not end the run.</summary>
    Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation);
}

/// <summary>Turns texts into unit vectors. Density, neighbours and clusters are computed from them.</summary>
public interface IEmbedder : IAsyncDisposable
{
    /// <summary>Lower_snake, names the model and its version; vectors of different keys never meet.</summary>
    string Key { get; }

    int Dimensions { get; }

    string Device { get; }

    /// <summary>Calls that it can work on at the same time: one for each of its devices. The default value is 1.</summary>
    int ChunksAtOnce => 1;

    /// <summary>Model and tokenizer hash, pooling, chunking, precision. Ordered by key, ordinal.</summary>
    IReadOnlyDictionary<string, string> Receipt { get; }

    /// <summary>Writes one L2-normalised vector a text into <paramref name="vectors"/>, row-major, texts × <see cref="Dimensions"/>.
    /// A row of zeros means that the text has no vector (no token).</summary>
    Task EmbedAsync(IReadOnlyList<string> texts, Memory<float> vectors, IProgress<ScoringTick>? progress, CancellationToken cancellation);
}
