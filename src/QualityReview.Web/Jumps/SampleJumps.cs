using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>A sample by its whole id: in the dataset at hand, or else in any.</summary>
internal sealed class SampleJumps(SampleStore samples, DatasetAtHand datasets) : IJumpSource
{
    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<JumpTarget>>(typed.Length == 0 ? [] :
        [.. datasets.All().Where(dataset => samples.OrdinalOf(dataset.DatasetId, typed) is not null).Take(3).Select(dataset => new JumpTarget($"{Excerpt.Of(typed, 80)} · {dataset.Name}", ReviewUrls.Sample(dataset.Name, typed), "sample"))]);
}
