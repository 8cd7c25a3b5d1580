using Microsoft.AspNetCore.Components;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Filters and scorers against people's verdicts, from draws with known probabilities alone. Its address is its whole state.</summary>
public sealed partial class PeopleComparePage
{
    [Parameter] public string Name { get; set; } = "";

    /// <summary>Names of saved filters; null for some.</summary>
    [SupplyParameterFromQuery(Name = "filter")] private string[]? Filter { get; set; }

    [SupplyParameterFromQuery(Name = "rule")] private string[]? Rule { get; set; }

    /// <summary>Queues whose verdicts count; null for all that can be joined.</summary>
    [SupplyParameterFromQuery(Name = "queue")] private string[]? Queue { get; set; }

    [SupplyParameterFromQuery(Name = "within")] private string? WithinText { get; set; }

    private double? Within => QueryValue.Of<double>(WithinText);

    [SupplyParameterFromQuery] private string? Scorer { get; set; }

    [SupplyParameterFromQuery(Name = "suspects")] private string? SuspectsText { get; set; }

    private int? Suspects => QueryValue.Of<int>(SuspectsText);

    [Inject] private PeopleReader Reader { get; set; } = default!;

    protected override Func<CancellationToken, PeopleView?> Ask()
    {
        var (name, address) = (Name, new PeopleAddress
        {
            Filters = Filter ?? [],
            Rules = Rule ?? [],
            Queues = Queue ?? [],
            Within = Within is { } within && double.IsFinite(within) ? Math.Clamp(within, .5, 40) : PeopleAddress.UsualWithin,
            Scorer = Scorer ?? "",
            Suspects = Math.Clamp(Suspects ?? PeopleAddress.FewSuspects, 1, PeopleAddress.MostSuspects),
        });
        return stop => Reader.Read(name, address, stop);
    }
}
