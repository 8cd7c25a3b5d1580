namespace QualityReview.Faults.Kinds;

/// <summary>A second web app is started on the same data folder; people and jobs use both, and one of them is killed.</summary>
internal sealed class TwoServersFault : FaultKind
{
    public override string Name => "two servers";

    public override async Task StrikeAsync(FaultRun run)
    {
        await run.StartServerAsync();
        await LastAsync(run);
        var servers = run.Servers;
        await servers[run.Random.NextInt(servers.Count)].KillAsync();
        run.ForgetAddressesOfTheDead();
    }
}
