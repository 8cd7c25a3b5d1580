namespace QualityReview.Onnx.Graphs;

/// <summary>Follows the links that stand in the place of a model's data files, as in the Hugging Face hub's cache. ONNX Runtime takes
/// weights from one folder only, and a link out of it for an attempt to get out.</summary>
internal static class DataLinks
{
    // ModelProto: graph 7. GraphProto: initializer 5. TensorProto: external_data 13. StringStringEntryProto: key 1, value 2.
    private const int Graph = 7, Initializer = 5, ExternalData = 13;

    /// <summary>The model with the data files' real names, and the folder that holds them; both as they were where nothing is a link.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where its data files, or the links to them, lie.</param>
    /// <exception cref="QualityReviewException">The links lead into several folders.</exception>
    public static (byte[] Model, string Folder) Follow(byte[] model, string folder)
    {
        var files = Locations(model).Distinct().ToDictionary(name => name, name => Target(Path.Combine(folder, name)), StringComparer.Ordinal);
        if (files.All(file => file.Value == Path.GetFullPath(Path.Combine(folder, file.Key))))
        {
            return (model, folder);
        }
        var folders = files.Values.Select(file => Path.GetDirectoryName(file)!).Distinct().ToList();
        if (folders.Count > 1)
        {
            throw new QualityReviewException($"The data files in {folder} are links into {string.Join(" and ", folders)}; supported are links into one folder.");
        }
        return (Rewritten(model, Graph, graph => Rewritten(graph, Initializer, tensor => Rewritten(tensor, ExternalData, entry => Renamed(entry, files)))), folders[0]);
    }

    private static IEnumerable<string> Locations(byte[] model) =>
        from graph in ProtoField.In(model)
        where graph.Number == Graph
        from tensor in ProtoField.In(graph.Payload)
        where tensor.Number == Initializer
        let file = TensorInfo.ReadTensor(tensor.Payload).ExternalFile
        where file is not null
        select file;

    private static string Target(string path) =>
        Path.GetFullPath(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);

    private static byte[] Rewritten(ReadOnlyMemory<byte> message, int field, Func<ReadOnlyMemory<byte>, byte[]> rewrite) => ProtoWriter.Message(w =>
    {
        foreach (var part in ProtoField.In(message))
        {
            _ = part.Number == field ? w.Bytes(field, rewrite(part.Payload)) : w.Raw(part.Whole.Span);
        }
    });

    private static byte[] Renamed(ReadOnlyMemory<byte> entry, Dictionary<string, string> files)
    {
        var fields = ProtoField.In(entry).ToList();
        return fields.Find(f => f.Number == 1).Text == "location"
            ? ProtoWriter.Message(w => w.Text(1, "location").Text(2, Path.GetFileName(files[fields.Find(f => f.Number == 2).Text])))
            : entry.ToArray();
    }
}
