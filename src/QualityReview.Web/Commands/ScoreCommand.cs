using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Commands;

/// <summary><c>score DATASET</c>: runs scorers, and goes on where an earlier run stopped. <c>score -</c> is a Unix filter.</summary>
internal static class ScoreCommand
{
    public static Command Build(CommandOutput output)
    {
        var dataset = new Argument<string>("DATASET") { Description = "Name of the dataset, or - to read JSONL from standard input and write it with scores to standard output." };
        var scorers = new Option<string[]>("--scorer")
        {
            Description = "Key of a configured scorer, or a method that only one has; may be given several times. The default is all of them.",
            HelpName = "KEY",
            AllowMultipleArgumentsPerToken = true,
        };
        var text = new Option<string>("--text-field") { Description = "With -: the field that holds the text.", DefaultValueFactory = _ => "text", HelpName = "FIELD" };
        var shard = new Option<string?>("--shard") { Description = "This machine's part, such as 2/8: of a stream every eighth line, of a dataset every eighth chunk, written to --out.", HelpName = "I/N" };
        var file = new Option<string?>("--out") { Description = "With --shard and a dataset: the file to write the part's scores to.", HelpName = "FILE" };
        var merge = new Option<string[]>("--merge") { Description = "Puts files that --shard wrote together into the dataset's scores; percentiles are of the whole.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var command = new Command("score", "Runs scorers over a dataset, and goes on where an earlier run stopped.") { dataset, scorers, text, shard, file, merge };
        command.SetAction(async (words, cancellation) =>
        {
            var part = words.GetValue(shard) is { } asked ? ScoreShard.Parse(asked) : (ScoreShard?)null;
            await using var rooms = Rooms.Open(words);
            var catalog = rooms.Get<ScorerCatalog>();
            var wanted = words.GetValue(scorers) is { Length: > 0 } keys
                ? keys.Select(catalog.Get).DistinctBy(definition => definition.Key).OrderBy(definition => definition.IsEnsemble).ToList()
                : catalog.All.ToList();
            if (words.GetRequiredValue(dataset) == "-")
            {
                // Without --scorer a filter runs all scorers that look at one sample alone.
                var each = words.GetValue(scorers) is { Length: > 0 } ? wanted : [.. wanted.Where(definition => !definition.NeedsWholeDataset)];
                return await ScoreFilter.RunAsync(each, words.GetRequiredValue(text), part ?? new ScoreShard(1, 1), Console.OpenStandardInput(), output, cancellation);
            }

            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            if (words.GetValue(merge) is { Length: > 0 } parts)
            {
                return await ScoreShardCommand.MergeAsync(rooms.Get<ScoreShards>(), target, parts, output, cancellation);
            }

            if (part is { } own)
            {
                return await ScoreShardCommand.ScoreAsync(rooms.Get<ScoreShards>(), target, wanted, own, words.GetValue(file), output, cancellation);
            }

            foreach (var definition in wanted)
            {
                if (output.IsTerminal)
                {
                    await output.Error.WriteLineAsync(definition.Title);
                }

                var job = await rooms.RunJobAsync(
                    JobKind.Score, target.DatasetId, $"Score {target.Name} with {definition.Key}", JobRequests.Write(new ScoringRequest(definition.Key)), output, cancellation);
                await output.Out.WriteLineAsync(job.Message);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
