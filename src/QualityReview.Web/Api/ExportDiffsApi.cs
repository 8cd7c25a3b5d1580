using System.ComponentModel;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>What two exports have differently: what they were made of, and which samples.</summary>
/// <param name="Changes">What they were not made of alike.</param>
/// <param name="Same">Samples that both have alike.</param>
/// <param name="Came">Samples that only the later one has.</param>
/// <param name="Went">Samples that only the earlier one has.</param>
/// <param name="Changed">Samples that stand in both with another text or another number of lines.</param>
/// <param name="Reasons">How many samples came, went or changed because of what, the most frequent first.</param>
/// <param name="Items">A part of these samples: those that went, in the order of the earlier export, then those that came or changed, in the
/// order of the later one.</param>
/// <param name="Next">Cursor of the part that follows; null at the end.</param>
public sealed record ExportDiffAnswer(
    ExportAnswer Before,
    ExportAnswer After,
    IReadOnlyList<ManifestChange> Changes,
    long Same,
    int Came,
    int Went,
    int Changed,
    IReadOnlyList<DiffReasonAnswer> Reasons,
    IReadOnlyList<ChangedSample> Items,
    string? Next);

/// <summary>A reason, such as <c>verdict of Ana: drop</c>, with the samples that it moved.</summary>
public sealed record DiffReasonAnswer(string Because, int Samples);

/// <summary>Whether an export comes out again from the database of today, as of its ledger position.</summary>
/// <param name="IsEqual">Byte for byte.</param>
/// <param name="Missing">What is no longer as it was, one sentence each; then nothing was made.</param>
/// <param name="Differing">Files whose bytes are others.</param>
public sealed record ReplayAnswer(bool IsEqual, IReadOnlyList<string> Missing, IReadOnlyList<string> Differing);

/// <summary>Exports compared with others, and with what would be exported today.</summary>
internal static class ExportDiffsApi
{
    public static void Map(RouteGroupBuilder export)
    {
        export.MapGet("/diff", Diff).As("diffExports", ApiPolicy.LeadRead, "What an export has differently from an earlier one, and because of which rule, verdict, score, draw or step of the recipe.")
            .OrLines<ExportDiffAnswer, ChangedSample>();
        export.MapPost("/replay", Replay).As("replayExport", ApiPolicy.Write, "Makes the export again as of its ledger position and compares every byte; may take minutes. Nothing of it is kept.")
            .Produces<ReplayAnswer>();
    }

    private static async Task<IResult> Diff(
        [Description(Says.Export)] long export,
        [Description("Number of the earlier export, of the same dataset.")] long before,
        HttpRequest request,
        ExportStore exports,
        DatasetStore datasets,
        ExportDiffs diffs,
        CancellationToken cancellation,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.TakeOrAll)] int? take = null)
    {
        var (earlier, later) = (ExportsApi.Find(exports, before), ExportsApi.Find(exports, export));
        if (earlier.DatasetId != later.DatasetId)
        {
            throw ApiFault.Wrong($"The exports {before} and {export} are of different datasets; two of one dataset can be compared.");
        }

        // Folders never change: a place in the list of their differences stays.
        var list = $"diff {before} {export}";
        var skip = (int)Math.Min(int.MaxValue, ApiCursor.Read(cursor, list) ?? 0);
        var most = Listing.Take(take);
        // The manifests first: a folder that holds another export now is not compared.
        _ = (ExportOnDisk.Manifest(earlier), ExportOnDisk.Manifest(later));
        var diff = await Task.Run(() => diffs.Of(earlier.Folder, later.Folder, cancellation), cancellation);
        if (Listing.WantsLines(request))
        {
            return Listing.Stream(diff.Samples.Skip(skip).Take(take is null ? int.MaxValue : most));
        }

        return Results.Json(new ExportDiffAnswer(
            ExportsApi.Of(earlier, datasets),
            ExportsApi.Of(later, datasets),
            diff.Changes,
            diff.Same,
            diff.Samples.Count(sample => sample.Came),
            diff.Samples.Count(sample => sample.Went),
            diff.Samples.Count(sample => !sample.Came && !sample.Went),
            [.. diff.Samples.CountBy(sample => sample.Because).OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => new DiffReasonAnswer(reason.Key, reason.Value))],
            [.. diff.Samples.Skip(skip).Take(most)],
            skip + most < diff.Samples.Count ? ApiCursor.Write(list, skip + most) : null));
    }

    private static async Task<ReplayAnswer> Replay([Description(Says.Export)] long export, ExportStore exports, ExportReplay replay, QualityReviewOptions options, CancellationToken cancellation)
    {
        var found = ExportsApi.Find(exports, export);
        _ = ExportOnDisk.Manifest(found);
        // Beside the exports, where there is room for one; no name of an export begins with a dot.
        var scratch = Directory.CreateDirectory(Path.Combine(ExportFolderName.Root(options), $".replay-{Guid.NewGuid():n}")).FullName;
        try
        {
            var outcome = await Task.Run(() => replay.Run(found.Folder, scratch, null, cancellation), CancellationToken.None);
            return new ReplayAnswer(outcome.IsEqual, outcome.Missing, outcome.Differing);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
