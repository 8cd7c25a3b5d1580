using System.Globalization;

namespace QualityReview.Web.Compare;

/// <summary>What the page of filters against people shows, as its address says it.</summary>
public sealed record PeopleAddress
{
    /// <summary>How near an estimate shall be, in percent, where the address does not say.</summary>
    public const double UsualWithin = 5;

    /// <summary>Suspect verdicts that are shown without asking for more, and at most.</summary>
    public const int FewSuspects = 10, MostSuspects = 200;

    /// <summary>Names of saved filters.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Rules of the page's own.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Names of the queues whose verdicts count; empty for all that can be joined.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>How near an estimate shall be, in percent: 0.5 to 40.</summary>
    public double Within { get; init; } = UsualWithin;

    /// <summary>Key of the scorer whose cuts are drawn; empty for the first.</summary>
    public string Scorer { get; init; } = "";

    /// <summary>Suspect verdicts to show.</summary>
    public int Suspects { get; init; } = FewSuspects;

    /// <summary>With a filter added, or left out where it was there.</summary>
    /// <param name="shown">Names of the saved filters that the page shows, asked for or not.</param>
    public PeopleAddress ToggleFilter(string name, IEnumerable<string> shown) => this with { Filters = Toggled([.. shown], name) };

    /// <inheritdoc cref="ToggleFilter"/>
    public PeopleAddress ToggleQueue(string name, IEnumerable<string> used) => this with { Queues = Toggled([.. used], name) };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        var parts = new List<string>();
        Add("filter", Filters);
        Add("rule", Rules);
        Add("queue", Queues);
        Add("within", Within == UsualWithin ? [] : [Within.ToString("R", CultureInfo.InvariantCulture)]);
        Add("scorer", Scorer.Length == 0 ? [] : [Scorer]);
        Add("suspects", Suspects == FewSuspects ? [] : [Suspects.ToString(CultureInfo.InvariantCulture)]);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, IEnumerable<string> values) => parts.AddRange(values.Select(value => $"{name}={Uri.EscapeDataString(value)}"));
    }

    private static IReadOnlyList<string> Toggled(IReadOnlyList<string> names, string name) =>
        names.Contains(name) ? [.. names.Where(other => other != name)] : [.. names, name];
}
