using System.CommandLine;
using QualityReview.Storage;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Commands;

/// <summary><c>restore FILE</c>: puts a backup into a data folder that has no database.</summary>
internal static class RestoreCommand
{
    public static Command Build(CommandOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var command = new Command("restore", "Puts a backup into a data folder that has no database, after checking it.") { file };
        command.SetAction(async (words, cancellation) =>
        {
            var options = QualityReviewSetup.Read(Settings.Read(words.GetValue(CommonOptions.Data)));
            var restored = await ReviewDatabase.RestoreAsync(words.GetRequiredValue(file), options.DataFolder, cancellation);
            await output.Out.WriteLineAsync($"Restored {restored}.");
            return ExitCode.Done;
        });
        return command;
    }
}
