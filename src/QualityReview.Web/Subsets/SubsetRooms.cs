using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>What a person orders when they press Export: the rule exactly as it was shown.</summary>
/// <param name="Filter">The saved filter that was shown, by name and version, or null.</param>
/// <param name="Rule">Canonical text of the rule that was counted.</param>
/// <param name="Folder">Name of the folder to make.</param>
public sealed record ExportOrder(string? Filter, string Rule, string Format, string Folder);

/// <summary>The stores that the Subsets page reads and writes.</summary>
public sealed class SubsetRooms(DatasetStore datasets, SampleTables tables, FilterStore filters, ScoreStore scores, ReviewStore reviews, ExportStore exports, JobStore jobs, AuditTrail audit, Reviewer reviewer)
{
    public DatasetStore Datasets => datasets;

    public SampleTables Tables => tables;

    public FilterStore Filters => filters;

    public ScoreStore Scores => scores;

    public ReviewStore Reviews => reviews;

    public ExportStore Exports => exports;

    public JobStore Jobs => jobs;

    public Reviewer Reviewer => reviewer;

    /// <summary>Queues an export.</summary>
    /// <exception cref="WrongWordsException">The folder cannot be made.</exception>
    public async Task<Job> ExportAsync(Dataset dataset, ExportOrder order, QualityReviewOptions options, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Lead, "export a subset");
        var request = new ExportJobRequest
        {
            Filter = order.Filter,
            Rule = order.Rule,
            Folder = ExportFolderName.PathFor(options, order.Folder),
            Format = SubsetFormats.NameOf(SubsetFormats.Parse(order.Format)),
        };
        await audit.AddAsync(reviewer.Name, AuditAct.Exported, dataset.Name, $"{request.Folder}, by {order.Filter ?? order.Rule}", cancellation);
        return await jobs.AddAsync(JobKind.Export, dataset.DatasetId, $"Export {dataset.Name} by {order.Filter ?? Excerpt.Of(order.Rule, 80)}", JobRequests.Write(request), reviewer.Name, cancellation);
    }
}
