using System.CommandLine;
using QualityReview.Storage;

namespace QualityReview.Web.Commands;

/// <summary><c>backup FILE</c>: copies the database, also while the app runs.</summary>
internal static class BackupCommand
{
    public static Command Build(CommandOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "File to write; it must not exist yet." };
        var command = new Command("backup", "Copies the database, consistent as of one moment, also while the app runs.") { file };
        command.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            rooms.Get<ReviewDatabase>().BackUp(words.GetRequiredValue(file));
            await output.Out.WriteLineAsync($"Wrote {words.GetValue(file)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
