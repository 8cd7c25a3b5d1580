using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Api;

/// <summary>What an annotator must not be told. A sample that waits for the person's verdict in a blind queue is left out of every list and
/// count, and asked for by itself it is its text and nothing more, until the verdict is given. Leads are told everything.</summary>
internal sealed class BlindSamples(QueueReader queues, Reviewer reviewer)
{
    /// <summary>Those of a dataset; none for leads.</summary>
    public SampleSet Of(LoadedTable loaded) => SampleSet.Of(loaded.Table.Count, Ordinals(loaded.Dataset.DatasetId).Where(ordinal => ordinal < loaded.Table.Count));

    public bool Holds(long datasetId, int ordinal) => Ordinals(datasetId).Contains(ordinal);

    private IReadOnlyList<int> Ordinals(long datasetId) => reviewer.May(Role.Lead) ? [] : queues.BlindFor(datasetId, reviewer.Name);
}
