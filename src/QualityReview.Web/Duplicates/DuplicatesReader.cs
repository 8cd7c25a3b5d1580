using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Duplicates;

/// <summary>Reads what the page of duplicates shows. Safe for many callers.</summary>
public sealed class DuplicatesReader(DatasetStore datasets, SampleTables tables, SampleStore samples, DuplicateStore duplicates)
{
    /// <summary>Groups on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Members of each group in a list of groups, and of a group that is shown alone.</summary>
    public const int FewMembers = 4, MostMembers = 100;

    /// <summary>What the page shows; null where there is no such dataset.</summary>
    /// <param name="group">Number of the only group to show; null for a page of them.</param>
    public DuplicatesView? Read(string name, int page, int? group)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        var revision = loaded.Table.Reviews.Revision;
        // Of the table and not of the store: the groups that rules see are those that are shown.
        if (loaded.Duplicates is not { } run || loaded.Table.Duplicates is not { } column)
        {
            return new DuplicatesView { Loaded = loaded, Run = null, ReviewRevision = revision };
        }

        var pages = Math.Max(1, (run.GroupCount + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var found = group is { } only ? duplicates.List(run, only - 1, 1) : duplicates.List(run, (page - 1) * PageSize, PageSize);
        return new DuplicatesView
        {
            Loaded = loaded,
            Run = run,
            Groups = [.. found.Select(each => Show(loaded, run, column, each, group is null ? FewMembers : MostMembers))],
            Only = group,
            Page = page,
            Pages = pages,
            Copies = DuplicateActs.Unjudged(loaded.Table),
            ReviewRevision = revision,
        };
    }

    /// <summary>Whether groups, samples or verdicts have come since the view was read.</summary>
    public bool IsOld(DuplicatesView view)
    {
        var now = tables.Get(view.Dataset.DatasetId);
        return now != view.Loaded || now.Table.Reviews.Revision != view.ReviewRevision;
    }

    private ShownGroup Show(LoadedTable loaded, DuplicateRun run, DuplicateColumn column, DuplicateGroup group, int most)
    {
        var members = duplicates.Members(run, group.Group, most);
        var texts = samples.Excerpts(run.DatasetId, [.. members.Select(member => member.Ordinal)], WordDiff.Compared);
        return new ShownGroup(
            group,
            [.. members.Zip(texts, (member, sample) => new ShownMember(
                member,
                sample,
                loaded.Table.Reviews.VerdictOf(member.Ordinal),
                member.Ordinal == group.First || sample.ContentHash == texts[0].ContentHash ? [] : WordDiff.Of(texts[0].Text, sample.Text))
            {
                IsFirst = member.Ordinal == group.First,
            })],
            DuplicateActs.Unjudged(loaded.Table, column.MembersOf(group.Group)));
    }
}
