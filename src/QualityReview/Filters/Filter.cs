using System.Globalization;

namespace QualityReview.Filters;

/// <summary>A named rule that keeps a subset. A changed rule is a new version; versions never change.</summary>
/// <param name="Version">Counted from 1; the built-in filter has 0.</param>
/// <param name="Rule">See <see cref="FilterRule"/>.</param>
public sealed record Filter(string Name, int Version, string Rule)
{
    /// <summary>The built-in filter that keeps everything. It always exists and cannot be replaced.</summary>
    public static Filter All { get; } = new("all", 0, "all");

    /// <summary>What stands for this version and no other: <c>name@2</c>; for the built-in filter its name.</summary>
    public string Reference => Version == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}@{Version}");

    /// <summary>The name and version of <c>name@2</c>; null where the text does not end so.</summary>
    internal static (string Name, int Version)? Split(string reference)
    {
        var at = reference.LastIndexOf('@');
        return at > 0 && int.TryParse(reference.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? (reference[..at], version) : null;
    }
}
