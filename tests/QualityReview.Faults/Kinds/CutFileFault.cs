using QualityReview.Faults.Scenarios;

namespace QualityReview.Faults.Kinds;

/// <summary>The file that is being imported loses its end, somewhere.</summary>
internal sealed class CutFileFault : FaultKind
{
    public override string Name => "file cut";

    public override bool Suits(Scenario scenario) => scenario is ImportCommandScenario;

    public override async Task StrikeAsync(FaultRun run)
    {
        var scenario = (ImportCommandScenario)run.Scenario;
        using (var file = new FileStream(scenario.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength((long)(file.Length * run.Random.NextDouble()));
        }

        // The import is to meet the end, not a file that has grown again.
        for (var waited = 0; waited < 1200 && run.Running.Any(one => one.Name.StartsWith("command", StringComparison.Ordinal)); waited++)
        {
            await Task.Delay(50);
        }

        scenario.Write(run);
    }
}
