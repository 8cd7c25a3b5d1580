using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Comparisons;
using QualityReview.Web.Agreement;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>How scorers rank the same samples: each two of them at a glance, and one pair in full. Its address is its whole state.</summary>
public sealed partial class ScorersPage
{
    [Parameter] public string Name { get; set; } = "";

    /// <summary>Key of the pair's first scorer.</summary>
    [SupplyParameterFromQuery(Name = "a")] private string? First { get; set; }

    /// <summary>Key of the pair's second scorer.</summary>
    [SupplyParameterFromQuery(Name = "b")] private string? Second { get; set; }

    [SupplyParameterFromQuery] private string? Flagged { get; set; }

    /// <summary>See <see cref="ScorerBand.Parse"/>; as is <see cref="Y"/>.</summary>
    [SupplyParameterFromQuery] private string? X { get; set; }

    [SupplyParameterFromQuery] private string? Y { get; set; }

    [SupplyParameterFromQuery] private string? Cut { get; set; }

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ScorerReader Reader { get; set; } = default!;

    protected override Func<CancellationToken, ScorerView?> Ask()
    {
        var (name, address) = (Name, new ScorerAddress
        {
            First = First ?? "",
            Second = Second ?? "",
            WithFlagged = Flagged == "1",
            X = ScorerBand.Parse(X),
            Y = ScorerBand.Parse(Y),
            Cut = double.TryParse(Cut, NumberStyles.Float, CultureInfo.InvariantCulture, out var cut) && double.IsFinite(cut) ? Math.Clamp(cut, 0, 100) : 50,
        });
        return stop => Reader.Read(name, address, stop);
    }

    /// <summary>The pair that is to come into sight: a cell of the matrix leads to it.</summary>
    private string Shown(ScorerView view) => view.Pair is { } pair && Navigation.Uri.EndsWith("#pair", StringComparison.Ordinal) ? $"{pair.First.Key} {pair.Second.Key}" : "";

    private string Url(ScorerAddress address) => ReviewUrls.Compare(Name, address.ToQueryString());

    private static string Words(ScorerPair pair) =>
        $"Kendall {Measures.Kappa(pair.Kendall)}, Spearman {Measures.Kappa(pair.Spearman)} over {Display.Plural(pair.Samples, "sample")}.";
}
