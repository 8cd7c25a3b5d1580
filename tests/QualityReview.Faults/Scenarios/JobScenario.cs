using System.Net.Http.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>A job that computes something of the worked dataset, asked for by the API; its result must be that of an undisturbed run.</summary>
/// <param name="expected">Beginnings of scorer keys that it brings.</param>
internal sealed class JobScenario(string name, Template template, string path, params string[] expected) : Scenario
{
    private bool _isAccepted;

    public override string Name => name;

    public override Template Template => template;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        _isAccepted = await SendAsync(run, stop);
        await Task.Delay(TimeSpan.FromSeconds(Seconds), CancellationToken.None);
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

    public override void Check(FaultRun run, SqliteConnection connection)
    {
        StoredScores.Compare(run, connection, Templates.Worked, expected);
        using var undisturbed = Invariants.Open(run.Templates.Reference);
        var sql = name switch
        {
            "cluster" => "select hex(assignments) || hex(cosines) || hex(centroids) || hex(map) from clusterings",
            "duplicates" => "select groups_hash from duplicate_runs",
            _ => "select group_concat(chunk_no || hex(vectors)) from embedding_chunks",
        };
        if (connection.QueryFirstOrDefault<string>(sql) is not { } ours || ours != undisturbed.QueryFirst<string>(sql))
        {
            run.Breach($"What {name} made is not what an undisturbed run makes.");
        }
    }

    private Task<bool> SendAsync(FaultRun run, CancellationToken stop) => AskAsync(run, run.NewPerson("lead"), HttpMethod.Post, path, () => JsonContent.Create(new { }), stop);
}
