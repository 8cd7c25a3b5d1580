using System.Net.Http.Json;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>A scorer with a model folder of its own, which a fault may spoil, scores beside a shipped one.</summary>
internal sealed class ModelScenario : Scenario
{
    public const string Key = "perplexity_own_1", ShippedKey = "perplexity_lm_mini_1";

    private const string Model = "lm-mini";

    private bool _isAccepted;

    public override string Name => "own model";

    public override Template Template => Template.Raw;

    public static string ModelFolder(FaultRun run) => Path.Combine(run.Folder, "model");

    public override Task PrepareAsync(FaultRun run)
    {
        Templates.Copy(ShippedFolder(run), ModelFolder(run));
        run.Environment["QualityReview__Scorers__0__Key"] = Key;
        run.Environment["QualityReview__Scorers__0__Method"] = "perplexity";
        run.Environment["QualityReview__Scorers__0__Model"] = ModelFolder(run);
        return Task.CompletedTask;
    }

    /// <summary>Makes the model whole again.</summary>
    public static void Mend(FaultRun run)
    {
        Directory.Delete(ModelFolder(run), recursive: true);
        Templates.Copy(ShippedFolder(run), ModelFolder(run));
    }

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
        StoredScores.Compare(run, connection, Templates.Worked, ShippedKey, Key);
        using var undisturbed = Invariants.Open(run.Templates.Reference);
        if (StoredScores.Of(connection, Templates.Worked).GetValueOrDefault(Key) != StoredScores.Of(undisturbed, Templates.Worked)[ShippedKey])
        {
            run.Breach("The scores by an equal model are not equal.");
        }
    }

    private static string ShippedFolder(FaultRun run) => Path.Combine(Path.GetDirectoryName(run.Program)!, "models", Model);

    private static Task<bool> SendAsync(FaultRun run, CancellationToken stop) => AskAsync(
        run, run.NewPerson("lead"), HttpMethod.Post, $"/api/datasets/{Templates.Worked}/scoring-runs", () => JsonContent.Create(new { scorers = new[] { Key, ShippedKey } }), stop);
}
