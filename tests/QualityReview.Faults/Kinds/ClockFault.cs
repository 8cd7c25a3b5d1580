namespace QualityReview.Faults.Kinds;

/// <summary>The clock of the web app and of commands is wrong, and jumps while they work (libfaketime).</summary>
internal sealed class ClockFault : FaultKind
{
    /// <summary>Less than a day ahead: after a day the same request may be done again.</summary>
    private static readonly string[] _offsets = ["-3000d", "-40h", "-3601s", "-10s", "+10s", "+3601s", "+20h"];

    private static readonly string? _library = new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }
        .Select(folder => Path.Combine(folder, "faketime/libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    public override string Name => "clock jumps";

    public override string? Lacks => _library is null ? "libfaketime is missing: on Debian the package libfaketime" : null;

    public override Task BeforeStartAsync(FaultRun run)
    {
        Set(run, "+0");
        run.Environment["LD_PRELOAD"] = _library!;
        run.Environment["FAKETIME_TIMESTAMP_FILE"] = FileOf(run);
        run.Environment["FAKETIME_CACHE_DURATION"] = "1";
        // Only the time of day is wrong: waits are counted by the other clock, which nobody can set.
        run.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        run.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(FaultRun run)
    {
        Set(run, _offsets[run.Random.NextInt(_offsets.Length)]);
        await LastAsync(run);
        Set(run, _offsets[run.Random.NextInt(_offsets.Length)]);
        await LastAsync(run);
    }

    private static string FileOf(FaultRun run) => Path.Combine(run.Folder, "clock");

    private static void Set(FaultRun run, string offset)
    {
        // Replaced as a whole, so that nobody reads half of it.
        File.WriteAllText(FileOf(run) + ".new", offset + "\n");
        File.Move(FileOf(run) + ".new", FileOf(run), overwrite: true);
    }
}
