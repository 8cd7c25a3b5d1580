using Microsoft.AspNetCore.Components;
using QualityReview.Samples;

namespace QualityReview.Web.Jumps;

/// <summary>The dataset that the address speaks of, and the others after it.</summary>
internal sealed class DatasetAtHand(DatasetStore datasets, NavigationManager navigation)
{
    private const int Most = 50;

    /// <summary>Null on pages that are of no dataset.</summary>
    public Dataset? Find() =>
        new Uri(navigation.Uri).Segments is [_, "datasets/", var name, ..] ? datasets.Find(Uri.UnescapeDataString(name.TrimEnd('/'))) : null;

    /// <summary>That one first, then by name; at most fifty.</summary>
    public IReadOnlyList<Dataset> All()
    {
        var atHand = Find();
        return [.. datasets.List().OrderBy(dataset => dataset.DatasetId != atHand?.DatasetId).ThenBy(dataset => dataset.Name, StringComparer.Ordinal).Take(Most)];
    }
}
