using System.Diagnostics;
using System.Globalization;

namespace QualityReview.Faults.Kinds;

/// <summary>For a while the system refuses to write beyond a place in any file (RLIMIT_FSIZE), so that writing to the log, to the database
/// file and to uploads and exports fails in the middle. It takes no rights at all.</summary>
internal sealed class WriteErrorFault : FaultKind
{
    public override string Name => "write errors";

    public override Task BeforeStartAsync(FaultRun run)
    {
        // Else the first refused write would be as good as kill -9.
        run.Before.AddRange(["env", "--ignore-signal=XFSZ"]);
        // Else the runtime of a command that starts just now cannot even make its own memory, which is a file to the system.
        run.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(FaultRun run)
    {
        var running = run.Running;
        var log = new FileInfo(Path.Combine(run.Data, "quality-review.db-wal"));
        var limit = run.Random.NextInt(2) == 0 ? 1 : (log.Exists ? log.Length : 0) + run.Random.NextInt(200_000) + 1;
        Limit(running, limit.ToString(CultureInfo.InvariantCulture));
        await LastAsync(run);
        Limit(running, "unlimited");
    }

    private static void Limit(IReadOnlyList<RunningProgram> running, string limit)
    {
        foreach (var one in running)
        {
            using var process = Process.Start(new ProcessStartInfo("prlimit", ["--pid", one.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={limit}:unlimited"]) { RedirectStandardError = true })!;
            process.WaitForExit();
        }
    }
}
