using System.Globalization;
using QualityReview.Comparisons;

namespace QualityReview.Web.Compare;

/// <summary>What the page of filters side by side shows, as its address says it.</summary>
public sealed record FilterAddress
{
    /// <summary>What a rule begins with that is no saved filter.</summary>
    public const string RulePrefix = "rule:";

    public const int DefaultLoss = 50;

    /// <summary>Each a saved filter's name, one of its versions as <c>name@2</c>, or <see cref="RulePrefix"/> and a rule.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Letters of the filters that keep the part whose examples are shown; "none" for the part that no filter keeps.</summary>
    public string Part { get; init; } = "";

    /// <summary>Of the examples.</summary>
    public int Seed { get; init; } = 1;

    public MixBy By { get; init; }

    /// <summary>Loss of its share, in percent, from which a minority is said to collapse.</summary>
    public int Loss { get; init; } = DefaultLoss;

    /// <summary>1-based place of the filter that is being changed; null for none.</summary>
    public int? Edit { get; init; }

    public FilterAddress With(int place, string filter) => this with { Filters = [.. Filters.Select((known, i) => i == place ? filter : known)] };

    /// <summary>Without a filter; what was chosen by letters or places is chosen no more.</summary>
    public FilterAddress Without(int place) => this with { Filters = [.. Filters.Where((_, i) => i != place)], Part = "", Edit = null };

    public FilterAddress Plus(string filter, bool edit = false) => this with { Filters = [.. Filters, filter], Part = "", Edit = edit ? Filters.Count + 1 : null };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        var parts = Filters.Select(filter => $"f={Uri.EscapeDataString(filter)}").ToList();
        Add("part", Part.Length == 0 ? null : Part);
        Add("seed", Seed == 1 ? null : Seed.ToString(CultureInfo.InvariantCulture));
        Add("by", By == MixBy.Source ? null : By.ToString().ToLowerInvariant());
        Add("loss", Loss == DefaultLoss ? null : Loss.ToString(CultureInfo.InvariantCulture));
        Add("edit", Edit?.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
