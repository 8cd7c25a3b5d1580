using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Datasets;

/// <summary>Datasets by name or title, for the jump box.</summary>
internal sealed class DatasetJumps(DatasetStore datasets) : IJumpSource
{
    private const int Most = 5;

    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<JumpTarget>>(
        [.. datasets.List()
            .Where(dataset => dataset.Name.Contains(typed, StringComparison.OrdinalIgnoreCase) || dataset.Title.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(dataset => !dataset.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .ThenBy(dataset => dataset.Name, StringComparer.Ordinal)
            .Take(Most)
            .Select(dataset => new JumpTarget(Excerpt.Of(dataset.Title, 80), ReviewUrls.Browse(dataset.Name), "dataset"))]);
}
