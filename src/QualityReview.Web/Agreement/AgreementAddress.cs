using System.Globalization;
using QualityReview.Reviews;

namespace QualityReview.Web.Agreement;

/// <summary>What the page of agreement shows, as its address says it.</summary>
public sealed record AgreementAddress
{
    /// <summary>Disputes that are shown without asking for more.</summary>
    public const int FewDisputes = 20;

    /// <summary>Disputes shown, at most.</summary>
    public const int MostDisputes = 500;

    /// <summary>Whose verdicts; empty for everybody.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>Ledger position; null for now.</summary>
    public long? Position { get; init; }

    /// <summary>Disputes to show.</summary>
    public int Show { get; init; } = FewDisputes;

    public AgreementChoice Choice => new() { People = People, From = From, Until = Until };

    public bool IsAll => People.Count == 0 && From is null && Until is null && Position is null;

    /// <summary>With a person added, or left out where the person was there.</summary>
    public AgreementAddress Toggle(string person) => this with { People = People.Contains(person) ? [.. People.Where(name => name != person)] : [.. People.Append(person).Order(StringComparer.Ordinal)] };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        var parts = People.Select(name => $"who={Uri.EscapeDataString(name)}").ToList();
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("until", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("position", Position?.ToString(CultureInfo.InvariantCulture));
        Add("show", Show == FewDisputes ? null : Show.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={value}");
            }
        }
    }
}
