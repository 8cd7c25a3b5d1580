using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary><c>scores DATASET --out FILE</c>: scores and verdicts as a file beside the texts. <c>scores DATASET --in FILE</c>: scores that
/// were computed elsewhere.</summary>
internal static class ScoresCommand
{
    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var file = new Option<string?>("--out") { Description = "Writes one line a sample with its id and attributes, as Dolma's attribute files have them; .jsonl, .jsonl.gz or .jsonl.zst.", HelpName = "FILE" };
        var sideCar = new Option<string?>("--in") { Description = "Reads a side-car file of ids and scores (JSONL, CSV, TSV, Parquet) as a scorer.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "With --in: the scorer's key, such as quality_1.", HelpName = "KEY" };
        var title = new Option<string?>("--title") { Description = "With --in: the scorer's heading. The default is the key.", HelpName = "TITLE" };
        var high = new Option<string?>("--high-means") { Description = "With --in: one sentence, what a high percentile says.", HelpName = "SENTENCE" };
        var higher = new Option<string>("--higher-is") { Description = "With --in: better, worse or more (neither).", DefaultValueFactory = _ => "better", HelpName = "WORD" };
        var id = new Option<string>("--id-field") { Description = "With --in: the field that holds the id.", DefaultValueFactory = _ => "id", HelpName = "FIELD" };
        var score = new Option<string>("--score-field") { Description = "With --in: the field that holds the score.", DefaultValueFactory = _ => "score", HelpName = "FIELD" };
        var setAside = new Option<string?>("--set-aside") { Description = "With --in: writes the lines that could not be used, with number and reason, to this tab-separated file.", HelpName = "FILE" };
        var command = new Command("scores", "Writes the scores and verdicts of a dataset to a side-car file, or takes in scores that were computed elsewhere.")
        {
            dataset, file, sideCar, key, title, high, higher, id, score, setAside,
        };
        command.SetAction(async (words, cancellation) =>
        {
            if ((words.GetValue(file) is null) == (words.GetValue(sideCar) is null))
            {
                throw new WrongWordsException("Either --out FILE or --in FILE is needed.");
            }

            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            if (words.GetValue(file) is { } path)
            {
                var written = rooms.Get<AttributeFile>().Write(target, Path.GetFullPath(path), cancellation);
                await output.Out.WriteLineAsync($"{Display.Plural(written, "sample")} of {target.Name} written to {Path.GetFullPath(path)}.");
                return ExitCode.Done;
            }

            var from = Path.GetFullPath(words.GetRequiredValue(sideCar)!);
            if (!File.Exists(from))
            {
                throw new QualityReviewException(Directory.Exists(from) ? $"{from} is a folder; name its file." : $"There is no file {from}.");
            }

            var request = SideCarJob.Checked(new SideCarRequest
            {
                File = from,
                Key = words.GetValue(key) ?? throw new WrongWordsException("--in needs --key KEY, such as quality_1."),
                Title = words.GetValue(title),
                HighMeans = words.GetValue(high),
                Higher = words.GetRequiredValue(higher),
                IdField = words.GetRequiredValue(id),
                ScoreField = words.GetRequiredValue(score),
            });
            var imports = rooms.Get<ImportStore>();
            var before = imports.List(target.DatasetId).Select(import => import.ImportId).FirstOrDefault();
            try
            {
                var job = await rooms.RunJobAsync(JobKind.SideCar, target.DatasetId, $"Scores of {request.Key} for {target.Name}", JobRequests.Write(request), output, cancellation);
                await output.Out.WriteLineAsync(job.Message);
            }
            finally
            {
                // A file that was refused as a whole has no record.
                if (imports.List(target.DatasetId).Select(import => import.ImportId).FirstOrDefault() != before)
                {
                    await ImportCommand.ReportSetAsideAsync(imports, target, words.GetValue(setAside), output);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
