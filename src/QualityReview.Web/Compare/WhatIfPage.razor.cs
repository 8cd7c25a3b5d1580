using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Compare;

/// <summary>What a cut leaves to train on, what repeating it is worth, and what scoring costs beside training. Its address is its whole state.</summary>
public sealed partial class WhatIfPage
{
    private WhatIfView? _view;
    private bool _missing;
    private CancellationTokenSource? _reading;

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

    public void Dispose() => _reading?.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // What was asked for before, or is asked for by nobody any more, is not computed to its end.
        _reading?.Cancel();
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
        {
            var (name, address) = (Name, Address);
            var view = await Task.Run(() => Reader.Read(name, address, reading.Token), reading.Token);
            if (_reading == reading)
            {
                (_view, _missing) = (view, view is null);
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // The newer reading shows its own.
        }
        finally
        {
            _reading = _reading == reading ? null : _reading;
        }
    }

    private void Go(WhatIfAddress address) => Navigation.NavigateTo(ReviewUrls.CompareWhatIf(Name, address.ToQueryString()));
}
