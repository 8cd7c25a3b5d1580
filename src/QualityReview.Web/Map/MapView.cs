using System.Runtime.CompilerServices;
using QualityReview.Clusters;
using QualityReview.Filters;

namespace QualityReview.Web.Map;

/// <summary>A cluster's name on the map.</summary>
/// <param name="X">Where its middle sample lies.</param>
public sealed record MapLabel(int Number, string Text, int Count, int X, int Y);

/// <summary>A chosen part of the map.</summary>
/// <param name="Rule">Finds exactly what was counted: the page's rule within the part.</param>
/// <param name="Clusters">The most frequent clusters in it, with how many of its samples are theirs.</param>
public sealed record MapRegion(MapBox Box, FilterNode Rule, int Count, IReadOnlyList<(Cluster Cluster, int Count)> Clusters);

/// <summary>Everything that the map page shows for one address at one moment, but the points. Never changes.</summary>
public sealed record MapView
{
    private const int ClustersNamed = 5;

    // Many pages show one dataset, and its columns never change.
    private static readonly ConditionalWeakTable<ClusterColumns, IReadOnlyList<MapLabel>> s_labels = [];

    public required LoadedTable Loaded { get; init; }

    public required ClusterColumns Clusters { get; init; }

    public required MapColours Colours { get; init; }

    /// <summary>The dataset's saved filters, to show what one of them keeps.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>Canonical; empty where all samples are shown.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong with the rule, or empty.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Samples that the rule finds.</summary>
    public required int Found { get; init; }

    /// <summary>Samples of each cluster that the rule finds, in the order of their numbers.</summary>
    public required IReadOnlyList<int> FoundOf { get; init; }

    public MapRegion? Region { get; init; }

    public required IReadOnlyList<MapLabel> Labels { get; init; }

    /// <summary>Samples that were imported after the clusters were made.</summary>
    public int Newer => Loaded.Table.Count - Clusters.Clustering.SampleCount;

    /// <summary>Null where the dataset has no map. May take a while.</summary>
    public static MapView? Read(LoadedTable loaded, IReadOnlyList<Filter> filters, MapAddress address, CancellationToken cancellation)
    {
        var table = loaded.Table;
        if (table.Clusters is not { Map: not null } clusters)
        {
            return null;
        }

        var (rule, fault) = (address.Rule, "");
        var found = SampleSet.All(table.Count);
        try
        {
            found = rule.Length == 0 ? found : loaded.Evaluator.Evaluate(rule, cancellation);
        }
        catch (WrongWordsException wrong)
        {
            (rule, fault) = ("", wrong.Message);
        }

        return new MapView
        {
            Loaded = loaded,
            Clusters = clusters,
            Colours = MapColours.By(address.By, table),
            Filters = filters,
            Rule = rule,
            Fault = fault,
            Found = found.Count,
            FoundOf = Counts(table, found)[..clusters.Clusters.Count],
            Region = address.Region is { } box ? RegionOf(loaded, rule, box, cancellation) : null,
            Labels = s_labels.GetValue(clusters, LabelsOf),
        };
    }

    private static MapRegion RegionOf(LoadedTable loaded, string rule, MapBox box, CancellationToken cancellation)
    {
        var table = loaded.Table;
        FilterNode node = FilterRule.Parse(rule.Length == 0 ? Filter.All.Rule : rule, table) switch
        {
            AllNode => box.ToTest(),
            AndNode and => new AndNode([.. and.Terms, box.ToTest()]),
            var other => new AndNode([other, box.ToTest()]),
        };
        var chosen = loaded.Evaluator.Evaluate(node, cancellation);
        var counts = Counts(table, chosen);
        return new MapRegion(box, node, chosen.Count, [.. table.Clusters!.Clusters
            .Select(cluster => (cluster, counts[cluster.Number - 1])).Where(cluster => cluster.Item2 > 0).OrderByDescending(cluster => cluster.Item2).ThenBy(cluster => cluster.cluster.Number).Take(ClustersNamed)]);
    }

    private static int[] Counts(SampleTable table, SampleSet set)
    {
        var counts = new int[table.ClusterCodes.Names.Count];
        foreach (var ordinal in set)
        {
            counts[table.ClusterCodes.Codes[ordinal]]++;
        }

        return counts;
    }

    private static IReadOnlyList<MapLabel> LabelsOf(ClusterColumns columns)
    {
        var map = columns.Map!;
        var members = Enumerable.Range(0, columns.OfSample.Length).Where(ordinal => columns.OfSample[ordinal] != ClusterColumns.None).ToLookup(ordinal => columns.OfSample[ordinal]);
        return [.. columns.Clusters.Select(cluster =>
        {
            var own = members[(ushort)(cluster.Number - 1)].ToList();
            double x = Middle(map.X), y = Middle(map.Y);
            // A cluster in two parts has its middle where none of it lies: its name stands at the sample nearest to that.
            var at = own.MinBy(ordinal => Math.Pow(map.X[ordinal] - x, 2) + Math.Pow(map.Y[ordinal] - y, 2));
            return new MapLabel(cluster.Number, cluster.Words.Count == 0 ? $"cluster {cluster.Number}" : string.Join(' ', cluster.Words.Take(2)), cluster.SampleCount, map.X[at], map.Y[at]);

            int Middle(ushort[] places) => own.Select(ordinal => places[ordinal]).Order().ElementAtOrDefault(own.Count / 2);
        })];
    }
}
