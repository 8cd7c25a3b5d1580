using System.CommandLine;
using System.Globalization;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Commands;

/// <summary><c>export DATASET --filter F --out DIR</c>: writes a subset with its manifest.</summary>
internal static class ExportCommand
{
    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var filter = new Option<string>("--filter") { Description = "Name of a saved filter, or a rule such as 'percentile(perplexity) >= 20'. \"all\" keeps everything.", DefaultValueFactory = _ => Filter.All.Name, HelpName = "F" };
        var folder = new Option<string>("--out") { Description = "Folder to make; it is there only when it is complete.", Required = true, HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "jsonl, csv or parquet.", DefaultValueFactory = _ => "jsonl", HelpName = "FORMAT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replaces an earlier complete export of that name." };
        var asOf = new Option<long?>("--as-of") { Description = "Ledger position, as the manifest of an earlier export names it: verdicts after it are left out.", HelpName = "POSITION" };
        var command = new Command("export", "Writes the subset that a filter and people keep, with a manifest that proves how it came to be.") { dataset, filter, folder, format, overwrite, asOf };
        command.SetAction(async (words, cancellation) =>
        {
            // Refused before anything is opened.
            _ = SubsetFormats.Parse(words.GetRequiredValue(format));
            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            var position = words.GetValue(asOf);
            if (position is { } asked && (asked < 0 || asked > rooms.Get<ReviewStore>().LastPosition()))
            {
                throw new WrongWordsException(string.Create(CultureInfo.InvariantCulture, $"The ledger has no position {asked}; supported are 0 to {rooms.Get<ReviewStore>().LastPosition()}."));
            }

            var wanted = words.GetRequiredValue(filter);
            var saved = rooms.Get<FilterStore>().List(target.DatasetId).FirstOrDefault(known => known.Name == wanted);
            var request = new ExportJobRequest
            {
                Filter = saved?.Name,
                Rule = saved?.Rule ?? wanted,
                Folder = Path.GetFullPath(words.GetRequiredValue(folder)),
                Format = words.GetRequiredValue(format),
                Overwrite = words.GetValue(overwrite),
                AsOf = position,
            };
            await rooms.Get<AuditTrail>().AddAsync(UsersCommand.Actor, AuditAct.Exported, target.Name, $"{request.Folder}, by {wanted}", cancellation);
            var job = await rooms.RunJobAsync(JobKind.Export, target.DatasetId, $"Export {target.Name} by {wanted}", JobRequests.Write(request), output, cancellation);
            await output.Out.WriteLineAsync(job.Message);
            return ExitCode.Done;
        });
        return command;
    }
}
