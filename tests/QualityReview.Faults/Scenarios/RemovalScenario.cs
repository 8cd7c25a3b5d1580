using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>The command remove deletes the dataset that people judge meanwhile.</summary>
internal sealed class RemovalScenario : Scenario
{
    public override string Name => "removal";

    public override Template Template => Template.Scored;

    public override double Seconds => 2;

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        var command = await RemoveAsync(run);
        if (command.ExitCode != 0 && !command.IsEnded)
        {
            run.RequireSentence(command);
        }

        await beside.CancelAsync();
        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        if (await run.NewPerson("lead").GetAsync($"/api/datasets/{Templates.Worked}") is { IsGood: true })
        {
            run.Note("asked again");
            var command = await RemoveAsync(run);
            if (command.ExitCode != 0)
            {
                run.Breach($"The dataset cannot be removed: {command.Said}");
            }
        }
    }

    public override void Check(FaultRun run, SqliteConnection connection)
    {
        var left = connection.QueryFirst<(long Datasets, long Samples, long Texts, long Runs, long Chunks)>(
            """
            select (select count(*) from datasets where removed_at is null and name = 'd'),
              (select count(*) from samples where sample_no >> 40 in (select dataset_id from datasets where removed_at is not null)),
              (select count(*) from texts where sample_no >> 40 in (select dataset_id from datasets where removed_at is not null)),
              (select count(*) from scoring_runs where dataset_id in (select dataset_id from datasets where removed_at is not null)),
              (select count(*) from embedding_chunks where dataset_id in (select dataset_id from datasets where removed_at is not null))
            """);
        if (left != default)
        {
            run.Breach($"The dataset was removed, and these are left (datasets, samples, texts, runs, chunks): {left}.");
        }
    }

    private static Task<RunningProgram> RemoveAsync(FaultRun run) => run.CommandAsync("remove", Templates.Worked, "--yes");
}
