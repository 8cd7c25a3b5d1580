using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Sessions;

/// <summary>Named input tensors of one run; disposing it frees them.</summary>
internal sealed class TensorFeed : IDisposable
{
    private readonly List<string> _names = [];
    private readonly List<OrtValue> _values = [];

    public IReadOnlyCollection<string> Names => _names;

    public IReadOnlyCollection<OrtValue> Values => _values;

    public void Add(string name, long[] numbers, params long[] shape) => Add(name, OrtValue.CreateTensorValueFromMemory(numbers, shape));

    /// <summary>Converts to the type that the model asks for.</summary>
    public void Add(TensorInfo input, long[] numbers, params long[] shape) => Add(input.Name, input.ElementType switch
    {
        TensorInfo.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, n => (int)n), shape),
        TensorInfo.Float => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, n => (float)n), shape),
        TensorInfo.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, n => n != 0), shape),
        _ => OrtValue.CreateTensorValueFromMemory(numbers, shape),
    });

    /// <summary>A tensor without numbers: a cache [batch, heads, tokens, width] of no earlier tokens.</summary>
    public void AddEmptyCache(TensorInfo input, int batch) => Add(input.Name, OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, (TensorElementType)input.ElementType, [.. input.Shape.Select((n, axis) => n > 0 ? n : axis == 0 ? batch : 0)]));

    /// <summary>Takes over what another graph gave.</summary>
    public void Add(string name, OrtValue value)
    {
        _names.Add(name);
        _values.Add(value);
    }

    public void Dispose() => _values.ForEach(v => v.Dispose());
}
