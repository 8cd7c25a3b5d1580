using QualityReview.Filters;

namespace QualityReview.Web.Map;

/// <summary>One entry of the map's legend.</summary>
/// <param name="Swatch">CSS class of its colour.</param>
public sealed record MapLegend(string Swatch, string Title, int Count);

/// <summary>What colours the points of a map: one byte a sample. Percentiles are 0–100; categories 0–8 and 9 for all others; verdicts as
/// they are numbered.</summary>
public sealed class MapColours
{
    public const string Cluster = "cluster", Source = "source", Verdict = "verdict";

    /// <summary>The sample has nothing to be coloured by.</summary>
    public const byte Missing = 255;

    /// <summary>The rule does not find the sample.</summary>
    public const byte Outside = 254;

    /// <summary>Colours of categories; the next stands for all others.</summary>
    public const int Categories = 9;

    private static readonly string[] s_verdicts = ["vn", "vk", "vd", "vu"];

    private readonly Func<int, byte> _of;

    private MapColours(string scale, Func<int, byte> of, IReadOnlyList<MapLegend> legend, ScoreColumn? column = null)
    {
        (Scale, _of, Legend, Column) = (scale, of, legend, column);
    }

    /// <summary><c>percentile</c>, <c>category</c> or <c>verdict</c>.</summary>
    public string Scale { get; }

    /// <summary>Empty for percentiles.</summary>
    public IReadOnlyList<MapLegend> Legend { get; }

    /// <summary>The scorer whose percentiles are shown, or null.</summary>
    public ScoreColumn? Column { get; }

    public byte Of(int ordinal) => _of(ordinal);

    /// <param name="by">A scorer's key, or one of the words above; anything else is taken for <see cref="Cluster"/>.</param>
    public static MapColours By(string? by, SampleTable table) => by switch
    {
        Source => BySource(table),
        Verdict => ByVerdict(table),
        { Length: > 0 } key when table.Find(key) is { } column => new("percentile", ordinal => float.IsNaN(column.Percentiles[ordinal]) ? Missing : (byte)column.Percentiles[ordinal], [], column),
        _ => ByCluster(table),
    };

    private static MapColours ByCluster(SampleTable table)
    {
        var codes = table.ClusterCodes.Codes;
        var count = table.Clusters?.Clusters.Count ?? 0;
        // Neighbours in number are often far apart on the map: the colours go round.
        return new("category", ordinal => codes[ordinal] >= count ? Missing : (byte)(codes[ordinal] % Categories), []);
    }

    private static MapColours BySource(SampleTable table)
    {
        var counts = new int[table.Sources.Names.Count];
        foreach (var code in table.Sources.Codes)
        {
            counts[code]++;
        }

        var order = Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).ThenBy(code => table.Sources.Names[code], StringComparer.Ordinal).ToArray();
        var colours = new byte[counts.Length];
        for (var place = 0; place < order.Length; place++)
        {
            colours[order[place]] = (byte)Math.Min(place, Categories);
        }

        List<MapLegend> legend = [.. order.Take(Categories).Select((code, i) => new MapLegend($"c{i}", table.Sources.Names[code].Length == 0 ? "(no source)" : table.Sources.Names[code], counts[code]))];
        if (order.Length > Categories)
        {
            legend.Add(new MapLegend("c9", $"{order.Length - Categories} others", order.Skip(Categories).Sum(code => counts[code])));
        }

        return new("category", ordinal => colours[table.Sources.Codes[ordinal]], legend);
    }

    private static MapColours ByVerdict(SampleTable table)
    {
        var counts = new int[s_verdicts.Length];
        for (var ordinal = 0; ordinal < table.Count; ordinal++)
        {
            counts[(int)table.Reviews.VerdictOf(ordinal)]++;
        }

        string[] titles = ["No verdict", "Keep", "Drop", "Unsure"];
        return new("verdict", ordinal => (byte)table.Reviews.VerdictOf(ordinal), [.. titles.Select((title, i) => new MapLegend(s_verdicts[i], title, counts[i]))]);
    }
}
