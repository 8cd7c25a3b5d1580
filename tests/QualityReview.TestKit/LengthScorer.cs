using QualityReview.Scorers;

namespace QualityReview.TestKit;

/// <summary>A scorer whose result anybody can check: the number of UTF-16 units; an empty text fails.</summary>
/// <param name="onChunk">Called before each chunk with the number of chunks scored so far; may throw or wait.</param>
public sealed class LengthScorer(string key = "length_1", Action<int>? onChunk = null) : IScorer
{
    private int _chunks;

    public ScorerCard Card { get; } = Some.Card(key, ScoreDirection.HigherIsMore, "twice");

    public string Device => "CPU";

    public int Chunks => _chunks;

    public Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        onChunk?.Invoke(_chunks);
        cancellation.ThrowIfCancellationRequested();
        _chunks++;
        progress?.Report(new ScoringTick(texts.Count, texts.Sum(text => text.Length)));
        return Task.FromResult(new ScoreChunk(
            [.. texts.Select(text => text.Length == 0 ? float.NaN : text.Length)],
            [.. texts.Select(text => text.Length == 0 ? ScoreFlags.Failed : ScoreFlags.None)],
            [.. texts.Select(text => text.Length * 2f)],
            [.. texts.Select((text, i) => (text, i)).Where(sample => sample.text.Length == 0).Select(sample => new ScoreFailure(sample.i, "The text is empty."))]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
