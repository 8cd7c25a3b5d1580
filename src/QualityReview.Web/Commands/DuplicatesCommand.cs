using System.CommandLine;
using QualityReview.Duplicates;
using QualityReview.Jobs;
using QualityReview.Samples;

namespace QualityReview.Web.Commands;

/// <summary><c>duplicates DATASET</c>: finds exact and near-duplicates and puts them into groups.</summary>
internal static class DuplicatesCommand
{
    private static readonly DuplicateOptions _defaults = new();

    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var threshold = new Option<double>("--threshold") { Description = "Least Jaccard similarity of two texts' shingles, 0.2 to 1.", DefaultValueFactory = _ => _defaults.Threshold, HelpName = "T" };
        var size = new Option<int>("--shingle") { Description = "Words in a shingle; characters in scripts without spaces.", DefaultValueFactory = _ => _defaults.ShingleSize, HelpName = "N" };
        var bands = new Option<int>("--bands") { Description = "Bands of a MinHash signature.", DefaultValueFactory = _ => _defaults.Bands, HelpName = "B" };
        var rows = new Option<int>("--rows") { Description = "Hashes in a band.", DefaultValueFactory = _ => _defaults.Rows, HelpName = "R" };
        var command = new Command("duplicates", "Finds exact and near-duplicates and puts them into groups, of which a rule can keep one each.") { dataset, threshold, size, bands, rows };
        command.SetAction(async (words, cancellation) =>
        {
            var options = new DuplicateOptions
            {
                Threshold = words.GetValue(threshold),
                ShingleSize = words.GetValue(size),
                Bands = words.GetValue(bands),
                Rows = words.GetValue(rows),
            }.Check();
            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            var job = await rooms.RunJobAsync(JobKind.Duplicates, target.DatasetId, $"Find duplicates in {target.Name}", JobRequests.Write(options), output, cancellation);
            await output.Out.WriteLineAsync(job.Message);
            return ExitCode.Done;
        });
        return command;
    }
}
