using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>Datasets by name or title, and their pages.</summary>
internal sealed class DatasetJumps(DatasetAtHand datasets, Reviewer reviewer) : IJumpSource
{
    private static readonly (string Title, Func<string, string> Url, string Least)[] s_pages =
    [
        ("Map", ReviewUrls.Map, Role.Annotator),
        ("Compare scorers", name => ReviewUrls.Compare(name), Role.Lead),
        ("Compare filters", name => ReviewUrls.CompareFilters(name), Role.Lead),
        ("Compare filters with people", name => ReviewUrls.ComparePeople(name), Role.Lead),
        ("Cut", name => ReviewUrls.CompareCut(name), Role.Lead),
        ("Galleries", name => ReviewUrls.CompareGalleries(name), Role.Lead),
        ("What if", name => ReviewUrls.CompareWhatIf(name), Role.Lead),
        ("Queues", ReviewUrls.Queues, Role.Lead),
        ("Subsets", ReviewUrls.Subsets, Role.Lead),
        ("Duplicates", name => ReviewUrls.Duplicates(name), Role.Annotator),
        ("Agreement", name => ReviewUrls.Agreement(name), Role.Lead),
        ("Imports", name => ReviewUrls.Imports(name), Role.Lead),
    ];

    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation)
    {
        var all = datasets.All();
        var names = all.Select(dataset => new JumpTarget(dataset.Title == dataset.Name ? dataset.Name : $"{Excerpt.Of(dataset.Title, 80)} ({dataset.Name})", ReviewUrls.Browse(dataset.Name), "dataset"));
        var pages = all.SelectMany(dataset => s_pages.Where(page => reviewer.May(page.Least)).Select(page => new JumpTarget($"{page.Title} · {dataset.Name}", page.Url(dataset.Name), "page")));
        return Task.FromResult<IReadOnlyList<JumpTarget>>([.. names, .. pages]);
    }
}
