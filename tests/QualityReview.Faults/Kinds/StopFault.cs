namespace QualityReview.Faults.Kinds;

/// <summary>SIGTERM to the web app, or to the command that works beside it: it ends by itself in good time.</summary>
internal sealed class StopFault : FaultKind
{
    public override string Name => "SIGTERM";

    public override async Task StrikeAsync(FaultRun run)
    {
        var running = run.Running;
        var struck = running[run.Random.NextInt(running.Count)];
        if (!await struck.StopAsync())
        {
            run.Breach($"The {struck.Name} did not end within a minute of SIGTERM.");
        }
        else if (struck.Said.Contains("Unhandled exception", StringComparison.Ordinal))
        {
            run.Breach($"The {struck.Name} ended with {struck.ExitCode} on SIGTERM and said: {struck.Said}");
        }
    }
}
