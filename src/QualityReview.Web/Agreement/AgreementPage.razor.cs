using Microsoft.AspNetCore.Components;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Agreement;

/// <summary>How well people agree, at what pace, and what is left to settle. Its address is its whole state.</summary>
public sealed partial class AgreementPage
{
    [Parameter] public string Name { get; set; } = "";

    /// <summary>Whose verdicts; null for everybody.</summary>
    [SupplyParameterFromQuery(Name = "who")] private string[]? Who { get; set; }

    [SupplyParameterFromQuery(Name = "from")] private string? FromText { get; set; }

    private DateOnly? From => QueryValue.Of<DateOnly>(FromText);

    [SupplyParameterFromQuery(Name = "until")] private string? UntilText { get; set; }

    private DateOnly? Until => QueryValue.Of<DateOnly>(UntilText);

    [SupplyParameterFromQuery(Name = "position")] private string? PositionText { get; set; }

    private long? Position => QueryValue.Of<long>(PositionText);

    /// <summary>Disputes to show.</summary>
    [SupplyParameterFromQuery(Name = "show")] private string? ShowText { get; set; }

    private int? Show => QueryValue.Of<int>(ShowText);

    [Inject] private AgreementReader Reader { get; set; } = default!;

    protected override Func<CancellationToken, AgreementView?> Ask()
    {
        var (name, address) = (Name, new AgreementAddress { People = Who ?? [], From = From, Until = Until, Position = Position, Show = Show ?? AgreementAddress.FewDisputes });
        return stop => Reader.Read(name, address, stop);
    }
}
