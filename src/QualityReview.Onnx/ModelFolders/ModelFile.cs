using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>The ONNX file of a model folder with the data files beside it.</summary>
internal sealed class ModelFile
{
    /// <summary>What exporters put behind a file's name, in the order of trust: full precision first.</summary>
    public static readonly string[] Endings = ["", "_fp16", "_int8", "_uint8", "_quantized", "_q4", "_q4f16", "_bnb4"];

    private static readonly string[] s_names = ["model", "decoder_model", "decoder_model_merged"];

    private ModelFile(string path, OnnxGraph graph)
    {
        Path = path;
        Graph = graph;
        DataFiles = graph.Initializers.Values.Select(t => t.ExternalFile).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
    }

    public string Path { get; }

    public OnnxGraph Graph { get; }

    /// <summary>Names relative to the model file's folder.</summary>
    public IReadOnlyList<string> DataFiles { get; }

    /// <summary>The model file of a folder, or null where there is none.</summary>
    public static string? Find(string folder) =>
        new[] { folder, System.IO.Path.Combine(folder, "onnx") }
            .SelectMany(place => Endings.SelectMany(ending => s_names.Select(name => System.IO.Path.Combine(place, name + ending + ".onnx"))))
            .FirstOrDefault(File.Exists);

    /// <summary>Every ONNX file of a folder, relative to it.</summary>
    public static IReadOnlyList<string> All(string folder) =>
        [.. new[] { folder, System.IO.Path.Combine(folder, "onnx") }.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.onnx"))
            .Select(f => System.IO.Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    public static string Supported => $"{string.Join(", ", s_names.Select(name => name + ".onnx"))}, each also with the ending {string.Join(", ", Endings.Skip(1))}";

    public static ModelFile Read(string path)
    {
        var size = new FileInfo(path).Length;
        if (size > Array.MaxLength)
        {
            throw new QualityReviewException($"{path} has {size} bytes; a model above 2 GB must keep its weights in a data file beside it.");
        }
        var bytes = File.ReadAllBytes(path);
        LfsPointer.Refuse(bytes, path);
        ModelFile file;
        try
        {
            file = new ModelFile(path, CacheBranch.Chosen(OnnxGraph.Parse(bytes)));
        }
        catch (InvalidDataException fault)
        {
            throw new QualityReviewException($"{path} is not an ONNX model: {fault.Message}", fault);
        }
        file.CheckDataFiles();
        return file;
    }

    /// <summary>How the weights are stored and, where it differs, what is computed with: float32, float16, "float16 weights, float32 arithmetic", int8, int4…</summary>
    public string Precision()
    {
        if (Graph.Nodes.Find(n => n.Operator is "MatMulNBits" or "MatMulBnb4") is { } bits)
        {
            return $"int{bits.Integer("bits", 4)}";
        }
        if (Graph.Nodes.Exists(n => n.Operator is "MatMulInteger" or "DynamicQuantizeMatMul" or "MatMulIntegerToFloat" or "QLinearMatMul" or "DequantizeLinear"))
        {
            return "int8";
        }
        var type = Graph.Initializers.Values
            .Where(t => t.ElementType is TensorInfo.Float or TensorInfo.Float16 or TensorInfo.BFloat16)
            .GroupBy(t => t.ElementType)
            .OrderByDescending(g => g.Sum(t => t.Count))
            .Select(g => g.Key)
            .FirstOrDefault(TensorInfo.Float);
        if (type == TensorInfo.Float)
        {
            return "float32";
        }
        var stored = type == TensorInfo.Float16 ? "float16" : "bfloat16";
        var widened = Graph.Nodes.Exists(n => n.Operator == "Cast" && n.Integer("to", 0) == TensorInfo.Float
            && Graph.Initializers.TryGetValue(n.Inputs[0], out var weights) && weights.ElementType == type && weights.Shape.Count == 2);
        return widened ? stored + " weights, float32 arithmetic" : stored;
    }

    /// <summary>Whether numbers are rounded by a scale that all sequences of a batch share, so that a batch changes what each comes to.</summary>
    public bool ScalesByBatch => Graph.Nodes.Exists(n => n.Operator is "DynamicQuantizeLinear" or "DynamicQuantizeMatMul");

    private void CheckDataFiles()
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        foreach (var name in DataFiles)
        {
            // A name with a NUL is no file's.
            var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name.Replace('\0', '/')));
            if (name.Contains('\0') || !full.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new QualityReviewException($"{Path} keeps weights in '{name}', which lies outside its folder; data files must lie beside the model.");
            }
            if (!File.Exists(full))
            {
                throw new QualityReviewException($"{Path} keeps weights in '{name}', which is missing beside it.");
            }
            CheckLength(name, full);
        }
    }

    // A download that broke off would be found only when the weights are loaded, and told in ONNX Runtime's words.
    private void CheckLength(string name, string full)
    {
        LfsPointer.Refuse(full);
        var length = new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(full).Length;
        var needed = Graph.Initializers.Values.Where(t => t.ExternalFile == name).Max(t => t.ExternalEnd);
        if (length < needed)
        {
            throw new QualityReviewException($"{full} has {length} bytes, and {System.IO.Path.GetFileName(Path)} keeps weights up to byte {needed} in it; the file is not complete.");
        }
    }
}
