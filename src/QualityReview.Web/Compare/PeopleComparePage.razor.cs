using Microsoft.AspNetCore.Components;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Filters and scorers against people's verdicts, from draws with known probabilities alone. Its address is its whole state.</summary>
public sealed partial class PeopleComparePage
{
    private PeopleView? _view;
    private bool _missing;
    private CancellationTokenSource? _reading;

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

    public void Dispose() => _reading?.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // What was asked for before, or is asked for by nobody any more, is not counted to its end.
        _reading?.Cancel();
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
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
}
