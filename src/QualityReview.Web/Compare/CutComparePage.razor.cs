using Microsoft.AspNetCore.Components;
using QualityReview.Filters;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>One scorer and a cut that is dragged: what it keeps, what people say of it, and what flips against a pinned cut. Its address
/// is its whole state; a drag through many cuts is one of them.</summary>
public sealed partial class CutComparePage
{
    private readonly List<double> _own = [];
    private (CutBench Of, CutView View)? _look;
    private CutAddress _address = new();
    private (string Name, CutAddress What)? _laid;
    private double _cut = CutAddress.UsualCut;
    private string _slid = CutAddress.Text(CutAddress.UsualCut);
    private int _asked;
    private string _name = "";
    private string _saveFault = "";

    // What was seen on another bench is not shown on this one.
    private CutView? Look => ReferenceEquals(_look?.Of, View) ? _look?.View : null;

    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery] private string? Scorer { get; set; }

    /// <summary>A rule that the cut is made among; wins over <see cref="FilterName"/>.</summary>
    [SupplyParameterFromQuery] private string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "filter")] private string? FilterName { get; set; }

    [SupplyParameterFromQuery] private string? Keep { get; set; }

    [SupplyParameterFromQuery] private string? Cut { get; set; }

    [SupplyParameterFromQuery] private string? Pin { get; set; }

    [Inject] private CutReader Reader { get; set; } = default!;

    [Inject] private FilterStore Filters { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _address = new CutAddress
        {
            Scorer = Scorer ?? "",
            Rule = Rule ?? "",
            Filter = FilterName ?? "",
            KeepsLow = Keep == "low",
            Cut = CutAddress.Percentile(Cut) ?? CutAddress.UsualCut,
            Pin = CutAddress.Percentile(Pin),
        };
        // An address that the slider wrote comes back when it may have moved on already.
        if (!_own.Remove(_address.Cut))
        {
            SetCut(_address.Cut);
        }

        var laid = (Name, _address with { Cut = 0, Pin = null });
        if (_laid != laid)
        {
            _laid = laid;
            await ReadAsync();
        }

        await LookAsync();
    }

    protected override Func<CancellationToken, CutBench?> Ask()
    {
        var (name, address) = (Name, _address);
        return stop => Reader.Lay(name, address, stop);
    }

    /// <summary>Looks at the current cut, on another thread; of several that overlap the last one counts.</summary>
    private async Task LookAsync()
    {
        if (View is not { Studio: not null } bench)
        {
            return;
        }

        var asked = ++_asked;
        var (cut, pin) = (_cut, _address.Pin);
        var view = await Task.Run(() => Reader.Look(bench, cut, pin));
        if (asked == _asked && View == bench)
        {
            _look = (bench, view);
        }
    }

    private void SetCut(double cut) => (_cut, _slid) = (cut, CutAddress.Text(cut));

    private Task SlideAsync()
    {
        _cut = CutAddress.Percentile(_slid) ?? _cut;
        return LookAsync();
    }

    private async Task TypeAsync(ChangeEventArgs e)
    {
        SetCut(CutAddress.Percentile((string?)e.Value) ?? _cut);
        await LookAsync();
        Settle();
    }

    // A drag goes through many cuts: the one where it ends is the address, and none of them is worth a step back.
    private void Settle()
    {
        if (_address.Cut != _cut)
        {
            _own.Add(_cut);
            Go(_address with { Cut = _cut }, replace: true);
        }
    }

    private void Go(CutAddress address, bool replace = false) => Navigation.NavigateTo(ReviewUrls.CompareCut(Name, address.ToQueryString()), replace: replace);

    private async Task SaveAsync()
    {
        _saveFault = "";
        try
        {
            Reviewer.Require(QualityReview.People.Role.Lead, "save a filter");
            var filter = await Filters.SaveAsync(View!.Dataset.DatasetId, _name, View.Studio!.Rule(_cut).ToString(), Reviewer.Name);
            Toasts.Add(new Toast($"Saved as the filter {filter.Name}, version {Display.Count(filter.Version)}.", NoticeKind.Success));
            _name = "";
        }
        catch (QualityReviewException fault)
        {
            _saveFault = fault.Message;
        }
    }
}
