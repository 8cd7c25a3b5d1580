using Microsoft.ML.OnnxRuntime;

namespace QualityReview.Onnx.Tests;

/// <summary>The reference: the model as its file has it, all logits fetched, log-softmax by definition in double precision.</summary>
internal sealed class PlainLogits(byte[] model) : IDisposable
{
    private readonly InferenceSession _session = new(model);

    /// <summary>-ln p(label | ids up to and with position), one sequence, nothing padded.</summary>
    public double Nll(int[] ids, int position, int label) => Nll(Rows(ids)[position], label);

    public static double Nll(double[] row, int label)
    {
        var max = row.Max();
        return Math.Log(row.Sum(x => Math.Exp(x - max))) + max - row[label];
    }

    /// <summary>The first output (logits, or an encoder's states) position by position.</summary>
    public double[][] Rows(int[] ids)
    {
        long[] shape = [1, ids.Length];
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, i => (long)i), shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, _ => 1L), shape);
        using var places = OrtValue.CreateTensorValueFromMemory(ids.Select((_, i) => (long)i).ToArray(), shape);
        using var past = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, [1, 1, 0, TinyModel.Width]);
        using var kept = OrtValue.CreateTensorValueFromMemory(new long[1], []);
        var feeds = new Dictionary<string, OrtValue>
        {
            ["input_ids"] = input,
            ["attention_mask"] = mask,
            ["position_ids"] = places,
            ["past_key_values.0.key"] = past,
            ["num_logits_to_keep"] = kept,
        };
        var names = feeds.Keys.Where(_session.InputNames.Contains).ToList();
        using var results = _session.Run(run, names, names.Select(n => feeds[n]).ToList(), [_session.OutputNames[0]]);
        var logits = results[0].GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16
            ? Array.ConvertAll(results[0].GetTensorDataAsSpan<Float16>().ToArray(), x => (double)(float)x)
            : Array.ConvertAll(results[0].GetTensorDataAsSpan<float>().ToArray(), x => (double)x);
        return logits.Chunk(logits.Length / ids.Length).ToArray();
    }

    public void Dispose() => _session.Dispose();
}
