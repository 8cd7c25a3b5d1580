using System.ComponentModel;
using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>The groups of duplicates of a dataset.</summary>
/// <param name="FoundAt">When they were sought; null where they never were.</param>
/// <param name="Groups">In all.</param>
/// <param name="Copies">Samples that are not the first of their group.</param>
/// <param name="Items">A part of the groups, largest first.</param>
/// <param name="Next">Cursor of the part that follows; null at the end.</param>
public sealed record DuplicatesAnswer(DateTimeOffset? FoundAt, int Groups, int Copies, IReadOnlyList<GroupAnswer> Items, string? Next);

/// <summary>Samples that say nearly the same.</summary>
/// <param name="Group">Its number; 1 is the largest.</param>
/// <param name="Members">The first imported one first; 100 at most.</param>
public sealed record GroupAnswer(int Group, int Size, IReadOnlyList<MemberAnswer> Members);

/// <summary>A member of a group.</summary>
/// <param name="IsExact">Its words are those of the group's first.</param>
/// <param name="Similarity">Jaccard similarity with the group's first, 0..1.</param>
/// <param name="Containment">How much of the shorter text stands in the longer, 0..1.</param>
/// <param name="Verdict">The current one; null where the sample waits for the caller's own in a blind queue.</param>
public sealed record MemberAnswer(string Id, int Ordinal, bool IsExact, double Similarity, double Containment, Verdict? Verdict);

/// <summary>Duplicates.</summary>
internal static class DuplicatesApi
{
    private const int MostMembers = 100, MostGroups = 100, UsualGroups = 20;

    public static void Map(RouteGroupBuilder duplicates)
    {
        duplicates.MapGet("", List).As("listDuplicates", ApiPolicy.Read, "Groups of exact and near-duplicates, largest first, with their members.");
        duplicates.MapPost("", StartAsync).As("startDuplicates", ApiPolicy.Write, "Seeks exact and near-duplicates.").Body<DuplicateOptions>().Later<JobAnswer>();
    }

    private static DuplicatesAnswer List(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        SampleStore samples,
        DuplicateStore duplicates,
        BlindSamples blind,
        [Description(Says.Cursor)] string? cursor = null,
        [Description("Groups at most, 1 to 100; 20 where it is left out.")] int take = UsualGroups)
    {
        if (take is < 1 or > MostGroups)
        {
            throw ApiFault.Wrong($"The parameter take is {take}; 1 to {MostGroups} are supported.");
        }

        var loaded = lists.Table(dataset);
        // Of the table and not of the store: the groups that rules see are those that are told.
        if (loaded.Duplicates is not { } run)
        {
            return new DuplicatesAnswer(null, 0, 0, [], null);
        }

        // A search that was done anew has other groups: its cursors are others too.
        var list = $"duplicates {run.RunId}";
        var start = (int)Math.Min(int.MaxValue / 2, ApiCursor.Read(cursor, list) ?? 0);
        var hidden = blind.Of(loaded);
        return new DuplicatesAnswer(
            run.FoundAt,
            run.GroupCount,
            run.CopyCount,
            [.. duplicates.List(run, start, take).Select(group => new GroupAnswer(group.Group, group.Size, Members(loaded, run, group.Group, samples, duplicates, hidden)))],
            start + take < run.GroupCount ? ApiCursor.Write(list, start + take) : null);
    }

    private static List<MemberAnswer> Members(LoadedTable loaded, DuplicateRun run, int group, SampleStore samples, DuplicateStore duplicates, SampleSet hidden)
    {
        var members = duplicates.Members(run, group, MostMembers);
        return [.. members.Zip(samples.Ids(run.DatasetId, [.. members.Select(member => member.Ordinal)]), (member, id) => new MemberAnswer(
            id,
            member.Ordinal,
            member.IsExact,
            member.Similarity,
            member.Containment,
            hidden.Contains(member.Ordinal) ? null : loaded.Table.Reviews.VerdictOf(member.Ordinal)))];
    }

    private static async Task<IResult> StartAsync([Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, JobOrders orders, JobViewer jobs)
    {
        var options = await ApiBody.ReadAsync<DuplicateOptions>(context);
        return jobs.Accepted(await orders.FindDuplicatesAsync(lists.Dataset(dataset), options));
    }
}
