using System.CommandLine;

namespace QualityReview.Web.Commands;

/// <summary><c>doctor</c>: looks everything over that may keep the product from working, and says what to do.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandOutput output)
    {
        var full = new Option<bool>("--full") { Description = "Compare every index of the database with its table too; that reads the whole file." };
        var command = new Command("doctor", "Looks over settings, data folder, database, jobs, models and devices, and says what to do about faults. Changes nothing.") { full };
        command.SetAction(async (words, cancellation) =>
        {
            var faults = 0;
            foreach (var finding in Examination.Run(words.GetValue(CommonOptions.Data), words.GetValue(full), cancellation))
            {
                faults += finding.Grade == FindingGrade.Fault ? 1 : 0;
                await output.Out.WriteLineAsync($"{finding.Grade.ToString().ToLowerInvariant(),-6} {finding.Subject}: {finding.Said}");
            }

            return faults == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
