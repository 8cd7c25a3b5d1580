namespace QualityReview.Faults.Kinds;

/// <summary>SIGKILL to the web app, or to the command that works beside it.</summary>
internal sealed class KillFault : FaultKind
{
    public override string Name => "kill -9";

    public override async Task StrikeAsync(FaultRun run)
    {
        var running = run.Running;
        await running[run.Random.NextInt(running.Count)].KillAsync();
    }
}
