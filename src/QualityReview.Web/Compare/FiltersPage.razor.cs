using Microsoft.AspNetCore.Components;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Filters side by side: what each keeps alone, what they share, and what becomes of minorities. Its address is its whole state.</summary>
public sealed partial class FiltersPage
{
    private string _saveFault = "";

    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery(Name = "f")] private string[]? Chosen { get; set; }

    [SupplyParameterFromQuery] private string? Part { get; set; }

    [SupplyParameterFromQuery(Name = "seed")] private string? SeedText { get; set; }

    private int? Seed => QueryValue.Of<int>(SeedText);

    [SupplyParameterFromQuery] private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "loss")] private string? LossText { get; set; }

    private int? Loss => QueryValue.Of<int>(LossText);

    [SupplyParameterFromQuery(Name = "edit")] private string? EditText { get; set; }

    private int? Edit => QueryValue.Of<int>(EditText);

    [Inject] private FilterComparisonReader Reader { get; set; } = default!;

    [Inject] private FilterStore Filters { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    private FilterAddress Address => new()
    {
        Filters = [.. (Chosen ?? []).Where(filter => filter.Length > 0).Take(FilterParts.MostFilters)],
        Part = Part ?? "",
        Seed = Math.Max(0, Seed ?? 1),
        By = Enum.TryParse<MixBy>(By, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : MixBy.Source,
        Loss = Math.Clamp(Loss ?? FilterAddress.DefaultLoss, 1, 99),
        Edit = Edit,
    };

    protected override Func<CancellationToken, FilterView?> Ask()
    {
        _saveFault = "";
        var (name, address) = (Name, Address);
        return stop => Reader.Read(name, address, stop);
    }

    private async Task SaveAsync((FilterSlot Slot, string Name) order)
    {
        try
        {
            Reviewer.Require(Role.Lead, "save a filter");
            var filter = await Filters.SaveAsync(View!.Dataset.DatasetId, order.Name, order.Slot.Rule, Reviewer.Name);
            Toasts.Add(new Toast($"Saved as the filter {filter.Name}, version {Display.Count(filter.Version)}.", NoticeKind.Success));
            Navigation.NavigateTo(ReviewUrls.CompareFilters(Name, (View.Address.With(order.Slot.Place, filter.Name) with { Edit = null }).ToQueryString()));
        }
        catch (QualityReviewException fault)
        {
            _saveFault = fault.Message;
        }
    }
}
