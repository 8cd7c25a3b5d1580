using System.Diagnostics;

namespace QualityReview.Faults.Kinds;

/// <summary>Nothing in the data folder may be written for a while: before the start, which is then refused, or while the app works. Files that are open already can still be written.</summary>
internal sealed class ReadOnlyFault : FaultKind
{
    private bool _atStart;

    public override string Name => "read-only folder";

    public override bool MayRefuse => true;

    public override Task BeforeStartAsync(FaultRun run)
    {
        if (Environment.IsPrivilegedProcess)
        {
            // Root without the right to pass over the modes of files.
            run.Before.AddRange(["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]);
        }

        Directory.CreateDirectory(Path.Combine(run.Data, "exports"));
        Directory.CreateDirectory(Path.Combine(run.Data, "uploads"));
        _atStart = run.Random.NextInt(3) == 0;
        return _atStart ? ChangeAsync(run, "a-w") : Task.CompletedTask;
    }

    public override async Task StrikeAsync(FaultRun run)
    {
        await ChangeAsync(run, "a-w");
        await LastAsync(run);
        await ChangeAsync(run, "u+w");
    }

    public override Task HealAsync(FaultRun run) => ChangeAsync(run, "u+w");

    private static async Task ChangeAsync(FaultRun run, string mode)
    {
        using var change = Process.Start(new ProcessStartInfo("chmod", ["-R", mode, run.Data]) { RedirectStandardError = true })!;
        await change.WaitForExitAsync();
    }
}
