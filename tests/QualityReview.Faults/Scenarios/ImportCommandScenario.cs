using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>The command import reads a file that lies on the disk, beside the running web app.</summary>
internal sealed class ImportCommandScenario : Scenario
{
    private bool _isDone;

    public override string Name => "import command";

    public override Template Template => Template.Raw;

    public override double Seconds => 2;

    /// <summary>The file of this run, which a fault may cut.</summary>
    public string File { get; private set; } = "";

    public override Task PrepareAsync(FaultRun run)
    {
        File = Path.Combine(run.Folder, run.Random.NextInt(2) == 0 ? "new.jsonl" : "new.jsonl.gz");
        Write(run);
        return Task.CompletedTask;
    }

    /// <summary>Makes the file whole.</summary>
    public void Write(FaultRun run)
    {
        using var from = System.IO.File.OpenRead(run.Templates.ImportFile);
        using var to = System.IO.File.Create(File);
        using Stream packed = File.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(to, CompressionLevel.Fastest) : to;
        from.CopyTo(packed);
    }

    public override async Task WorkAsync(FaultRun run, CancellationToken stop)
    {
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reviewing = BesideAsync(run, beside.Token);
        var command = await run.CommandAsync("import", Templates.Imported, File);
        _isDone = command.ExitCode == 0;
        if (!_isDone && !command.IsEnded)
        {
            run.RequireSentence(command);
        }

        await beside.CancelAsync();
        await reviewing;
    }

    public override async Task FinishAsync(FaultRun run)
    {
        // Importing a file again adds nothing twice; a file that was cut may have been imported without a fault as far as it went.
        run.Note(_isDone ? "imported again" : "asked again");
        var command = await run.CommandAsync("import", Templates.Imported, File);
        if (command.ExitCode != 0)
        {
            run.Breach($"The whole file cannot be imported: {command.Said}");
        }
    }

    public override void Check(FaultRun run, SqliteConnection connection) => ImportedSamples.Check(run, connection);
}
