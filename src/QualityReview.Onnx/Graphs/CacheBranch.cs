namespace QualityReview.Onnx.Graphs;

/// <summary>Puts the part of a merged decoder that reads no earlier keys and values in the place of its choice.</summary>
/// <remarks>Hugging Face's optimum joins a decoder without and one with a cache into one graph whose only node is an If that asks
/// <c>use_cache_branch</c>. A scorer never has a cache: with the choice made here, the graph's head can be found, its precision
/// read and its other half left unloaded. A graph of another shape stays as it is, and is then told at each run.</remarks>
internal static class CacheBranch
{
    public const string Choice = "use_cache_branch";

    public static OnnxGraph Chosen(OnnxGraph graph)
    {
        if (graph.Nodes.Find(n => n.Operator == "If" && n.Inputs is [Choice]) is not { } choice || choice.Graph("else_branch") is not { } branch)
        {
            return graph;
        }
        var fields = ProtoField.In(branch).ToList();
        var outputs = fields.Where(f => f.Number == 12).Select(f => TensorInfo.Read(f.Payload).Name).ToList();
        var renamed = outputs.Zip(choice.Outputs).Where(pair => pair.First != pair.Second && pair.Second.Length > 0).ToList();
        var taken = graph.Names(except: choice).Concat(renamed.Select(pair => pair.Second)).ToHashSet(StringComparer.Ordinal);
        if (outputs.Count != choice.Outputs.Count || Made(fields).Any(taken.Contains))
        {
            return graph;
        }
        var body = fields.Where(f => f.Number is 1 or 5 or 13 or 15)
            .Concat(renamed.SelectMany(pair => ProtoField.In(new OnnxTail().Node("Identity", [pair.First], pair.Second).ToArray())))
            .ToList();
        return graph.WithReplaced(choice, body);
    }

    // GraphProto: node 1, initializer 5.
    private static IEnumerable<string> Made(IEnumerable<ProtoField> branch) => branch.SelectMany(f => f.Number switch
    {
        1 => OnnxNode.Read(f).Outputs.Where(o => o.Length > 0),
        5 => [TensorInfo.ReadTensor(f.Payload).Name],
        _ => [],
    });
}
