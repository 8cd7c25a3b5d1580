namespace QualityReview.Scorers.Densities;

/// <summary>Turns work of any unit into ticks that add up to the number of samples. Thread-safe.</summary>
internal sealed class DensityTicks(IProgress<ScoringTick>? progress, int samples, long totalWork)
{
    private long _done;

    public void Add(long work)
    {
        if (progress is null || totalWork == 0)
        {
            return;
        }

        var after = Interlocked.Add(ref _done, work);
        var ticked = SamplesAt(after) - SamplesAt(after - work);
        if (ticked > 0)
        {
            progress.Report(new ScoringTick((int)ticked, 0));
        }
    }

    private long SamplesAt(long work) => (long)((UInt128)(ulong)samples * (ulong)work / (ulong)totalWork);
}
