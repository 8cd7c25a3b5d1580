using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>A file is sent to the API and imported by the web app.</summary>
internal sealed class ImportScenario : Scenario
{
    private bool _isAccepted;

    public override string Name => "import";

    public override Template Template => Template.Raw;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        _isAccepted = await SendAsync(run, stop);
        await Task.Delay(400, CancellationToken.None);
        await beside.CancelAsync();
        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        if (!_isAccepted)
        {
            run.Note("asked again");
            await SendAsync(run, CancellationToken.None);
        }
    }

    public override void Check(FaultRun run, SqliteConnection connection) => ImportedSamples.Check(run, connection);

    private static Task<bool> SendAsync(FaultRun run, CancellationToken stop) => AskAsync(
        run, run.NewPerson("lead"), HttpMethod.Post, $"/api/datasets/{Templates.Imported}/imports?file=new.jsonl",
        () => new StreamContent(File.OpenRead(run.Templates.ImportFile)) { Headers = { { "Content-Type", "application/octet-stream" } } }, stop);
}
