using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Samples;

namespace QualityReview.Web.Commands;

/// <summary><c>remove DATASET --yes</c>: deletes a dataset and gives its space back.</summary>
internal static class RemoveCommand
{
    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var sure = new Option<bool>("--yes") { Description = "Really remove it: there is no way back but a backup." };
        var command = new Command("remove", "Removes a dataset with its scores. Verdicts stay in the ledger, exported folders where they are.") { dataset, sure };
        command.SetAction(async (words, cancellation) =>
        {
            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            if (!words.GetValue(sure))
            {
                throw new WrongWordsException($"\"{target.Name}\" was not removed: {RemovalJob.Said(target)} To do that, add --yes.");
            }

            await rooms.Get<JobStore>().InterruptOrphansAsync();
            var queued = await rooms.Get<JobStore>().RemoveAsync(target, Environment.UserName, cancellation);
            await rooms.Get<AuditTrail>().AddAsync(UsersCommand.Actor, AuditAct.DatasetRemoved, target.Name, RemovalJob.Said(target), cancellation);
            var job = await rooms.RunJobAsync(queued, output, cancellation);
            await output.Out.WriteLineAsync($"{target.Name}: {job.Message}");
            return ExitCode.Done;
        });
        return command;
    }
}
