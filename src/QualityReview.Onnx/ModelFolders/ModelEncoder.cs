using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>The half of an encoder-decoder model that reads the prompt.</summary>
/// <param name="File">Full path of its ONNX file.</param>
/// <param name="DataFiles">Its external weights, named relative to the ONNX file's folder.</param>
/// <param name="Output">The states that the decoder reads.</param>
/// <param name="Inputs">What it asks for.</param>
/// <param name="StartToken">The id that the decoder reads before its answer.</param>
internal sealed record ModelEncoder(string File, IReadOnlyList<string> DataFiles, TensorInfo Output, IReadOnlyList<TensorInfo> Inputs, int StartToken);
