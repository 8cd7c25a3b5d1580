using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Compare;

/// <summary>What a cut leaves to train on, what repeating it is worth, and what scoring costs beside training. Its address is its whole state.</summary>
public sealed partial class WhatIfPage
{
    [Parameter] public string Name { get; set; } = "";

    // Each as it stands in the address, see WhatIfAddress.
    [SupplyParameterFromQuery] private string? By { get; set; }

    [SupplyParameterFromQuery] private string? Corpus { get; set; }

    [SupplyParameterFromQuery] private string? Budget { get; set; }

    [SupplyParameterFromQuery(Name = "b")] private string? Utilities { get; set; }

    [SupplyParameterFromQuery(Name = "tau")] private string? HalfLives { get; set; }

    [SupplyParameterFromQuery(Name = "size")] private string? Sizes { get; set; }

    [SupplyParameterFromQuery(Name = "a")] private string? Scale { get; set; }

    [SupplyParameterFromQuery(Name = "d")] private string? Floor { get; set; }

    [SupplyParameterFromQuery] private string? Unit { get; set; }

    [SupplyParameterFromQuery(Name = "rs")] private string? Decay { get; set; }

    [SupplyParameterFromQuery] private string? Model { get; set; }

    [SupplyParameterFromQuery(Name = "params")] private string[]? Scorers { get; set; }

    [Inject] private WhatIfReader Reader { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private WhatIfAddress Address => WhatIfAddress.Of(
        name => name switch
        {
            "by" => By,
            "corpus" => Corpus,
            "budget" => Budget,
            "b" => Utilities,
            "tau" => HalfLives,
            "size" => Sizes,
            "a" => Scale,
            "d" => Floor,
            "unit" => Unit,
            "rs" => Decay,
            "model" => Model,
            _ => null,
        },
        Scorers ?? []);

    protected override Func<CancellationToken, WhatIfView?> Ask()
    {
        var (name, address) = (Name, Address);
        return stop => Reader.Read(name, address, stop);
    }

    private void Go(WhatIfAddress address) => Navigation.NavigateTo(ReviewUrls.CompareWhatIf(Name, address.ToQueryString()));
}
