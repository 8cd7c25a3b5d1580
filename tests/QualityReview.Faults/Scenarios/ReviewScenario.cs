namespace QualityReview.Faults.Scenarios;

/// <summary>Four people judge one queue in focus mode, with leases, skips and undoing.</summary>
internal sealed class ReviewScenario : Scenario
{
    public override string Name => "review";

    public override Template Template => Template.Raw;

    public override bool EndsByItself => false;

    public override Task WorkAsync(FaultRun run, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(1, 4).Select(number => new Reviewing(run, $"reviewer{number}", 5).RunAsync(stop)));
}
