using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Embeddings;

/// <summary>Turns an encoder's output for one sequence into one vector.</summary>
internal static class VectorPooling
{
    /// <param name="pooling">How.</param>
    /// <param name="states">One vector a token, row-major, without padding; one vector where the graph pools.</param>
    /// <param name="tokens">How many tokens.</param>
    /// <param name="vector">Receives the result.</param>
    public static void Pool(Pooling pooling, ReadOnlySpan<float> states, int tokens, Span<double> vector)
    {
        var width = vector.Length;
        switch (pooling)
        {
            case Pooling.InGraph or Pooling.Cls:
                Add(states[..width], 1, vector);
                break;
            case Pooling.LastToken:
                Add(states.Slice((tokens - 1) * width, width), 1, vector);
                break;
            default:
                for (var i = 0; i < tokens; i++)
                {
                    Add(states.Slice(i * width, width), 1.0 / tokens, vector);
                }
                break;
        }
    }

    /// <summary>Writes the vector with length 1; zeros stay zeros.</summary>
    public static void Normalise(ReadOnlySpan<double> vector, Span<float> unit)
    {
        var square = 0.0;
        foreach (var x in vector)
        {
            square += x * x;
        }
        var scale = square > 0 && double.IsFinite(square) ? 1 / Math.Sqrt(square) : 0;
        for (var i = 0; i < unit.Length; i++)
        {
            unit[i] = scale == 0 ? 0 : (float)(vector[i] * scale);
        }
    }

    private static void Add(ReadOnlySpan<float> values, double weight, Span<double> sum)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += values[i] * weight;
        }
    }
}
