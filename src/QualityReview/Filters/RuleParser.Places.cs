using System.Globalization;
using QualityReview.Clusters;

namespace QualityReview.Filters;

/// <summary>The tests of where a sample lies: its cluster, its place on the map.</summary>
internal sealed partial class RuleParser
{
    private FieldTest? Cluster()
    {
        var list = _token.IsWord("in");
        var isNot = _token.IsSign("!=");
        if (!list && !isNot && !_token.IsSign("="))
        {
            return Unexpected<FieldTest>("=, != or in");
        }

        Next();
        if (list && !Expect("("))
        {
            return null;
        }

        List<string> numbers = [];
        do
        {
            var token = _token;
            if (Value("a cluster's number", 1, ClusterOptions.MostClusters, whole: true) is not { } number)
            {
                return null;
            }

            var name = number.ToString(CultureInfo.InvariantCulture);
            if (table is not null && table.ClusterOf(name) is null)
            {
                return Fail<FieldTest>(token.Start, token.End, table.Clusters is { } clusters
                    ? $"found the cluster {name}, expected one of this dataset's 1 to {Display(clusters.Clusters.Count)}"
                    : "found a cluster, but this dataset is not clustered yet");
            }

            numbers.Add(name);
        }
        while (list && Take(","));
        return !list || Expect(")", "\",\" or \")\"")
            ? new FieldTest(SampleField.Cluster, new NameTest(list ? NameOperator.In : isNot ? NameOperator.IsNot : NameOperator.Is, [.. numbers]))
            : null;
    }

    private MapTest? Map()
    {
        var start = _token;
        if (table is { Clusters: null or { Map: null } })
        {
            return Fail<MapTest>(start.Start, start.End, "found a part of the map, but this dataset has no map yet");
        }

        if (!Expect("in") || !Expect("("))
        {
            return null;
        }

        Span<int> edges = stackalloc int[4];
        for (var i = 0; i < edges.Length; i++)
        {
            if ((i > 0 && !Expect(",")) || Value("an edge on the map: left, low, right, high", 0, SampleMap.Largest, whole: true) is not { } edge)
            {
                return null;
            }

            edges[i] = (int)edge;
        }

        if (!Expect(")"))
        {
            return null;
        }

        return edges[0] <= edges[2] && edges[1] <= edges[3]
            ? new MapTest(edges[0], edges[1], edges[2], edges[3])
            : Fail<MapTest>(start.Start, _token.Start, "found a part of the map whose right or high edge lies before its left or low one");
    }
}
