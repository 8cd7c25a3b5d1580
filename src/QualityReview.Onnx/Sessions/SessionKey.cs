namespace QualityReview.Onnx.Sessions;

/// <summary>What makes two sessions the same: the model file, what was made of its graph, and where it runs.</summary>
/// <param name="ModelFile">Full path.</param>
/// <param name="Graph">Name of the edit.</param>
/// <param name="Cuda">GPU index, or null for the CPU.</param>
/// <param name="Threads">CPU threads that one run may use.</param>
internal sealed record SessionKey(string ModelFile, string Graph, int? Cuda, int Threads);
