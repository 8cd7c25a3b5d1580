using QualityReview.Scorers;

namespace QualityReview.Onnx.Batches;

/// <summary>Fills a <see cref="ScoreChunk"/> sample by sample.</summary>
internal sealed class ChunkScores
{
    private readonly float[] _values;
    private readonly ScoreFlags[] _flags;
    private readonly float[] _details;
    private readonly int _width;
    private readonly List<ScoreFailure> _failures = [];

    /// <param name="count">Samples.</param>
    /// <param name="width">Details a sample.</param>
    /// <param name="failures">Samples that have failed already.</param>
    public ChunkScores(int count, int width, IEnumerable<ScoreFailure> failures)
    {
        (_values, _flags, _details, _width) = (new float[count], new ScoreFlags[count], new float[count * width], width);
        foreach (var failure in failures)
        {
            Fail(failure.Index, failure.Reason);
        }
    }

    public bool HasFailed(int index) => _flags[index] == ScoreFlags.Failed;

    public void Set(int index, double value, ScoreFlags flags, ReadOnlySpan<float> details)
    {
        _values[index] = (float)value;
        _flags[index] = flags;
        details.CopyTo(_details.AsSpan(index * _width, _width));
    }

    public void Fail(int index, string reason)
    {
        _values[index] = float.NaN;
        _flags[index] = ScoreFlags.Failed;
        _details.AsSpan(index * _width, _width).Fill(float.NaN);
        _failures.Add(new ScoreFailure(index, reason));
    }

    public ScoreChunk Finish() => new(_values, _flags, _details, _failures.OrderBy(f => f.Index).ToList());
}
