using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>Two past exports side by side: what they were made of, and which samples came and went because of what.</summary>
public sealed partial class ExportDiffPage : IDisposable
{
    private const int FirstShown = 200, MostReasons = 30;

    private readonly CancellationTokenSource _gone = new();
    private Dataset? _dataset;
    private IReadOnlyList<PastExport> _exports = [];
    private SubsetDiff? _diff;
    private string _fault = "";
    private bool _busy;
    private int _shown = FirstShown;

    [Parameter] public string Dataset { get; set; } = "";

    /// <summary>The earlier export.</summary>
    [SupplyParameterFromQuery(Name = "a")] private string? AText { get; set; }

    private long? A => QueryValue.Of<long>(AText);

    /// <summary>The later export.</summary>
    [SupplyParameterFromQuery(Name = "b")] private string? BText { get; set; }

    private long? B => QueryValue.Of<long>(BText);

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private ExportStore Exports { get; set; } = default!;

    [Inject] private ExportDiffs Diffs { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        (_diff, _fault, _shown) = (null, "", FirstShown);
        _dataset = Datasets.Find(Dataset);
        _exports = _dataset is null ? [] : Exports.List(_dataset.DatasetId);
        if (_exports.FirstOrDefault(export => export.ExportId == A) is not { } before || _exports.FirstOrDefault(export => export.ExportId == B) is not { } after)
        {
            _fault = (A ?? B) is null ? "" : "One of the two exports is not of this dataset; choose two of the list.";
            return;
        }

        _busy = true;
        try
        {
            var gone = _gone.Token;
            _diff = await Task.Run(() => Diffs.Of(before.Folder, after.Folder, gone), gone);
        }
        catch (QualityReviewException fault)
        {
            _fault = fault.Message;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Or(string text) => text.Length == 0 ? "none" : Shared.Excerpt.Of(text, 400);

    private void Choose(string which, string value)
    {
        var chosen = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        Navigation.NavigateTo(which == "before" ? ReviewUrls.ExportDiff(Dataset, chosen, B) : ReviewUrls.ExportDiff(Dataset, A, chosen));
    }
}
