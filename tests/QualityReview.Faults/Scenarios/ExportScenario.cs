using System.Net.Http.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>Subsets are exported one after the other while people judge; afterwards one of them is made again and compared.</summary>
internal sealed class ExportScenario : Scenario
{
    private const string Path = $"/api/datasets/{Templates.Worked}/exports";

    private static readonly string[] _formats = ["jsonl", "jsonl.gz", "csv"];

    public override string Name => "export";

    public override Template Template => Template.Scored;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        var lead = run.NewPerson("lead");
        for (var number = 0; number < 6 && !stop.IsCancellationRequested; number++)
        {
            await SendAsync(run, lead, number, stop);
            await Task.Delay(lead.Random.NextInt(300), CancellationToken.None);
        }

        await beside.CancelAsync();
        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        await SendAsync(run, run.NewPerson("lead"), 99, CancellationToken.None);
        await new JobsToTheEnd(run).RunAsync();
        var replay = await run.CommandAsync("replay", System.IO.Path.Combine(run.Data, "exports", "out99"));
        if (replay.ExitCode != 0)
        {
            run.Breach($"An export cannot be made again: {replay.Said}");
        }
    }

    public override void Check(FaultRun run, SqliteConnection connection)
    {
        foreach (var folder in connection.Query<string>("select folder from exports").Where(folder => !Directory.Exists(folder)))
        {
            run.Breach($"{folder} is listed as an export and is not there.");
        }

        var listed = connection.Query<string>("select folder from exports").ToList();
        foreach (var folder in Directory.GetDirectories(System.IO.Path.Combine(run.Data, "exports")).Where(folder => !listed.Contains(folder)))
        {
            run.Breach($"{folder} is an export that is not listed.");
        }

        if (listed.Count != listed.Distinct().Count())
        {
            run.Breach("An export is listed twice.");
        }
    }

    private static Task<bool> SendAsync(FaultRun run, Person lead, int number, CancellationToken stop)
    {
        var format = _formats[lead.Random.NextInt(_formats.Length)];
        return AskAsync(run, lead, HttpMethod.Post, Path, () => JsonContent.Create(new { folder = $"out{number}", rule = "percentile(ask_llm) >= 30", format }), stop);
    }
}
