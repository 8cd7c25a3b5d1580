namespace QualityReview.Faults.Kinds;

/// <summary>The data folder's disk is full for a while; then there is room again, and the web app goes on without being started anew.</summary>
internal sealed class FullDiskFault : FaultKind
{
    private SmallDisk? _disk;

    public override string Name => "disk full";

    public override string? Lacks => SmallDisk.Lacks;

    public override Task PrepareAsync(FaultRun run)
    {
        Directory.CreateDirectory(run.Data);
        _disk = new SmallDisk(run.Data);
        _disk.Mount();
        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(FaultRun run)
    {
        _disk!.Fill(run.Random.NextInt(3) == 0 ? 0 : run.Random.NextInt(300_000));
        await LastAsync(run);
        _disk.Free();
        // Now and not at the end: doctor finds fault with a disk on which little is left.
        _disk.Widen();
    }

    public override Task DisposeAsync(FaultRun run)
    {
        _disk?.Unmount();
        return Task.CompletedTask;
    }
}
