using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>Saved filters: what they find, and for leads the subset that they make.</summary>
internal sealed class FilterJumps(FilterStore filters, DatasetAtHand datasets, Reviewer reviewer) : IJumpSource
{
    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation)
    {
        // Nothing typed: places before filters, of which there may be many.
        var found = typed.Length == 0 ? [] : datasets.All().SelectMany(dataset => filters.List(dataset.DatasetId).Where(filter => filter.Rule != Filter.All.Rule).SelectMany(filter => (JumpTarget[])
        [
            new($"Browse {filter.Name} · {dataset.Name}", ReviewUrls.Browse(dataset.Name) + new BrowseQuery { Rule = filter.Rule }.ToQueryString(), "filter"),
            .. reviewer.May(Role.Lead) ? (JumpTarget[])[new($"Subset {filter.Name} · {dataset.Name}", ReviewUrls.SubsetsOf(dataset.Name, filter.Name), "filter")] : [],
        ]));
        return Task.FromResult<IReadOnlyList<JumpTarget>>([.. found]);
    }
}
