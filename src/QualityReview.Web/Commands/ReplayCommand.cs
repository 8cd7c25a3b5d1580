using System.CommandLine;
using QualityReview.Jobs;

namespace QualityReview.Web.Commands;

/// <summary><c>replay DIR</c>: makes an export again and compares the bytes.</summary>
internal static class ReplayCommand
{
    public static Command Build(CommandOutput output)
    {
        var folder = new Argument<string>("DIR") { Description = "An exported folder." };
        var scratch = new Option<string?>("--scratch") { Description = "Folder with room for the export, which is written there and deleted. The default is the system's folder for temporary files.", HelpName = "FOLDER" };
        var command = new Command("replay", "Makes an export again from the database as of its manifest's ledger position, and says whether every byte is the same, or what is missing.") { folder, scratch };
        command.SetAction(async (words, cancellation) =>
        {
            var path = words.GetRequiredValue(folder);
            await using var rooms = Rooms.Open(words);
            var work = Directory.CreateDirectory(Path.Combine(words.GetValue(scratch) ?? Path.GetTempPath(), $"quality-review-replay-{Guid.NewGuid():n}")).FullName;
            try
            {
                var outcome = rooms.Get<ExportReplay>().Run(path, work, null, cancellation);
                foreach (var missing in outcome.Missing)
                {
                    await output.Error.WriteLineAsync(missing);
                }

                foreach (var file in outcome.Differing)
                {
                    await output.Error.WriteLineAsync($"{file} has other bytes.");
                }

                await output.Out.WriteLineAsync(outcome.IsEqual ? $"{path} comes out again byte for byte." : outcome.Missing.Count > 0 ? $"{path} cannot come out again: not everything is as it was." : $"{path} does not come out again as it is.");
                return outcome.IsEqual ? ExitCode.Done : ExitCode.Failed;
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        });
        return command;
    }
}
