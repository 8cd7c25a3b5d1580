using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>The command scores reads scores that were computed elsewhere, beside the running web app.</summary>
internal sealed class SideCarScenario : Scenario
{
    private bool _isDone;

    public override string Name => "side-car";

    public override Template Template => Template.Raw;

    public override double Seconds => 2;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        var command = await SendAsync(run);
        _isDone = command.ExitCode == 0;
        if (!_isDone && !command.IsEnded)
        {
            run.RequireSentence(command);
        }

        await beside.CancelAsync();
        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        if (!_isDone)
        {
            run.Note("asked again");
            var command = await SendAsync(run);
            if (command.ExitCode != 0)
            {
                run.Breach($"The scores cannot be taken in: {command.Said}");
            }
        }
    }

    public override void Check(FaultRun run, SqliteConnection connection) => StoredScores.Compare(run, connection, Templates.Worked, Templates.SideCarKey);

    private static Task<RunningProgram> SendAsync(FaultRun run) => run.CommandAsync("scores", Templates.Worked, "--in", run.Templates.SideCarFile, "--key", Templates.SideCarKey);
}
