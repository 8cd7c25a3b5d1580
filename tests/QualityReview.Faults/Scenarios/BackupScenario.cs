using Dapper;
using QualityReview.Storage;

namespace QualityReview.Faults.Scenarios;

/// <summary>The command backup copies the database again and again while people judge; each backup holds what was saved before it began.</summary>
internal sealed class BackupScenario : Scenario
{
    private readonly Dictionary<string, HashSet<string>> _saved = [];

    public override string Name => "backup";

    public override Template Template => Template.Scored;

    public override double Seconds => 2;

    public override bool EndsByItself => false;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        var reviewing = BesideAsync(run, stop);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await BackUpAsync(run, $"backup-{number}.db");
        }

        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        var command = await BackUpAsync(run, "last.db");
        if (command.ExitCode != 0)
        {
            run.Breach($"No backup can be made: {command.Said}");
        }

        foreach (var (file, saved) in _saved.Where(backup => File.Exists(backup.Key)))
        {
            var folder = file + "-restored";
            await ReviewDatabase.RestoreAsync(file, folder);
            using var restored = Invariants.Open(folder);
            if (saved.Except(restored.Query<string>("select client_key from reviews")).FirstOrDefault() is { } lost)
            {
                run.Breach($"{Path.GetFileName(file)} lacks the act {lost}, which was saved before.");
            }
        }
    }

    private async Task<RunningProgram> BackUpAsync(FaultRun run, string name)
    {
        var file = Path.Combine(run.Folder, name);
        _saved[file] = [.. run.Acknowledged.Acts.Keys];
        var command = await run.CommandAsync("backup", file);
        if (command.ExitCode != 0 && !command.IsEnded)
        {
            run.RequireSentence(command);
        }

        return command;
    }
}
