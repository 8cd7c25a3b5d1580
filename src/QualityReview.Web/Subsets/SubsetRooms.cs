using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>What a person orders when they press Export: the rule exactly as it was shown.</summary>
/// <param name="Filter">Name of the saved filter that was shown, or null.</param>
/// <param name="Rule">Canonical text of the rule that was counted.</param>
/// <param name="Folder">Name of the folder to make.</param>
public sealed record ExportOrder(string? Filter, string Rule, string Format, string Folder);

/// <summary>The stores that the Subsets page reads and writes.</summary>
public sealed class SubsetRooms(DatasetStore datasets, SampleTables tables, FilterStore filters, ScoreStore scores, ReviewStore reviews, ExportStore exports, JobStore jobs)
{
    public DatasetStore Datasets => datasets;

    public SampleTables Tables => tables;

    public FilterStore Filters => filters;

    public ScoreStore Scores => scores;

    public ReviewStore Reviews => reviews;

    public ExportStore Exports => exports;

    public JobStore Jobs => jobs;

    /// <summary>Queues an export.</summary>
    /// <exception cref="WrongWordsException">The folder cannot be made.</exception>
    public Task<Job> ExportAsync(Dataset dataset, ExportOrder order, QualityReviewOptions options, CancellationToken cancellation = default)
    {
        var request = new ExportJobRequest
        {
            Filter = order.Filter,
            Rule = order.Rule,
            Folder = ExportFolderName.PathFor(options, order.Folder),
            Format = SubsetFormats.NameOf(SubsetFormats.Parse(order.Format)),
        };
        return jobs.AddAsync(JobKind.Export, dataset.DatasetId, $"Export {dataset.Name} by {order.Filter ?? Excerpt.Of(order.Rule, 80)}", JobRequests.Write(request), PageAuthor.Of(options), cancellation);
    }
}
