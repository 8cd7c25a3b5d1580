using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>A kind of work in the middle of which a fault strikes. Instances serve one run each.</summary>
internal abstract class Scenario
{
    private const int MostTries = 300;

    private static readonly Func<Scenario>[] _make =
    [
        () => new ReviewScenario(),
        () => new VerdictScenario(),
        () => new ImportScenario(),
        () => new ImportCommandScenario(),
        () => new JobScenario("score", Template.Raw, $"/api/datasets/{Templates.Worked}/scoring-runs", "ask_llm", "perplexity", "density"),
        () => new JobScenario("cluster", Template.Scored, $"/api/datasets/{Templates.Worked}/clusters", "prototype"),
        () => new JobScenario("duplicates", Template.Scored, $"/api/datasets/{Templates.Worked}/duplicates"),
        () => new ExportScenario(),
        () => new SideCarScenario(),
        () => new RemovalScenario(),
        () => new BackupScenario(),
        () => new ModelScenario(),
    ];

    /// <summary>One of each, new.</summary>
    public static IReadOnlyList<Scenario> All => [.. _make.Select(make => make())];

    public abstract string Name { get; }

    /// <summary>What the run begins with.</summary>
    public abstract Template Template { get; }

    /// <summary>The fault strikes within so many seconds of the work's beginning.</summary>
    public virtual double Seconds => 1.2;

    /// <summary>Whether the work comes to an end without being stopped.</summary>
    public virtual bool EndsByItself => true;

    /// <summary>Before the web app is started for the first time.</summary>
    public virtual Task PrepareAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>Works until it is through or told to stop. What a fault does to it is borne.</summary>
    public abstract Task WorkAsync(FaultRun run, CancellationToken stop);

    /// <summary>With the fault mended and the app running: asks for what did not come to pass.</summary>
    public virtual Task FinishAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>What must hold of this work beside what must hold of all.</summary>
    public virtual void Check(FaultRun run, SqliteConnection connection)
    {
    }

    /// <summary>Whether a job that did not end well has rightly said so for good.</summary>
    public virtual bool IsSettled(string message) => false;

    /// <summary>People judge beside the work, so that every fault meets verdicts too.</summary>
    protected static Task BesideAsync(FaultRun run, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(1, 2).Select(number => new Reviewing(run, $"reviewer{number}", 40).RunAsync(stop)));

    /// <summary>Sends what starts a job until it is accepted; only then it counts.</summary>
    protected static async Task<bool> AskAsync(FaultRun run, Person person, HttpMethod method, string path, Func<HttpContent?> body, CancellationToken stop)
    {
        var key = person.NewKey();
        for (var tries = 0; tries == 0 || !stop.IsCancellationRequested; tries++)
        {
            var answer = await person.SendAsync(method, path, body, key, mayCut: true);
            if (answer is { IsGood: true })
            {
                foreach (var job in answer.Body.TryGetProperty("jobs", out var several) ? several.EnumerateArray().ToList() : [answer.Body])
                {
                    run.Acknowledged.Jobs[job.GetProperty("job").GetInt64()] = true;
                }

                return true;
            }

            if (answer is { Status: System.Net.HttpStatusCode.Conflict })
            {
                // What became of the first sending is not known: whoever asks again uses a new key.
                key = person.NewKey();
            }

            if (tries == MostTries)
            {
                run.Breach($"{path} is refused again and again: {answer?.Status} {answer?.Body}");
                return false;
            }

            await Task.Delay(100, CancellationToken.None);
        }

        return false;
    }
}
