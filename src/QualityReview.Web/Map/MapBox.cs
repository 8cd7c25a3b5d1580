using System.Globalization;
using QualityReview.Clusters;
using QualityReview.Filters;

namespace QualityReview.Web.Map;

/// <summary>A part of the map, in its units, edges included.</summary>
public readonly record struct MapBox(int X1, int Y1, int X2, int Y2)
{
    public static MapBox Whole { get; } = new(0, 0, SampleMap.Largest, SampleMap.Largest);

    /// <summary>The corners in any order; what lies outside of the map is cut off.</summary>
    public static MapBox Of(double x1, double y1, double x2, double y2) => new(
        Cut(Math.Min(x1, x2)), Cut(Math.Min(y1, y2)), Cut(Math.Max(x1, x2)), Cut(Math.Max(y1, y2)));

    /// <summary>Reads "1,2,3,4"; null where it is something else.</summary>
    public static MapBox? Parse(string? text)
    {
        var parts = text?.Split(',') ?? [];
        Span<int> edges = stackalloc int[4];
        for (var i = 0; i < edges.Length; i++)
        {
            if (parts.Length != edges.Length || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out edges[i]) || edges[i] > SampleMap.Largest)
            {
                return null;
            }
        }

        return edges[0] <= edges[2] && edges[1] <= edges[3] ? new MapBox(edges[0], edges[1], edges[2], edges[3]) : null;
    }

    public bool Contains(int x, int y) => x >= X1 && x <= X2 && y >= Y1 && y <= Y2;

    public MapTest ToTest() => new(X1, Y1, X2, Y2);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X1},{Y1},{X2},{Y2}");

    private static int Cut(double edge) => (int)Math.Clamp(Math.Round(edge), 0, SampleMap.Largest);
}
