using System.Diagnostics;

namespace QualityReview.Benchmarks;

/// <summary>How long some work took.</summary>
/// <param name="Seconds">Wall time of one call.</param>
/// <param name="CpuSeconds">Processor time of one call, all threads together.</param>
internal sealed record Timing(double Seconds, double CpuSeconds)
{
    public static Timing Zero { get; } = new(0, 0);

    public static Timing operator +(Timing a, Timing b) => new(a.Seconds + b.Seconds, a.CpuSeconds + b.CpuSeconds);

    /// <summary>Times some calls of the same work, and gives the time of one.</summary>
    public static async Task<Timing> OfAsync(Func<Task> run, int calls = 1)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        process.Refresh();
        var cpuBefore = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            await run();
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds / calls;
        process.Refresh();
        return new Timing(seconds, (process.TotalProcessorTime - cpuBefore).TotalSeconds / calls);
    }
}

/// <summary>Times variants of the same work in turns, so that whatever else the machine does falls on all of them.</summary>
internal sealed class Rounds
{
    private readonly List<(string Name, Func<Task> Run, Func<Task>? Before, int Calls)> _variants = [];

    /// <param name="name">Unique.</param>
    /// <param name="run">What is timed.</param>
    /// <param name="before">Called before each round, not timed.</param>
    /// <param name="calls">Calls a round, for work too short for one.</param>
    public Rounds Add(string name, Func<Task> run, Func<Task>? before = null, int calls = 1)
    {
        _variants.Add((name, run, before, calls));
        return this;
    }

    public Rounds Add(string name, Action run, int calls = 1) => Add(name, () =>
    {
        run();
        return Task.CompletedTask;
    }, null, calls);

    /// <summary>The best of each variant by its name.</summary>
    public async Task<IReadOnlyDictionary<string, Timing>> RunAsync(int rounds)
    {
        var best = new Dictionary<string, Timing>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run, before, calls) in _variants)
            {
                await (before?.Invoke() ?? Task.CompletedTask);
                var time = await Timing.OfAsync(run, calls);
                best[name] = best.TryGetValue(name, out var known) ? new Timing(Math.Min(known.Seconds, time.Seconds), Math.Min(known.CpuSeconds, time.CpuSeconds)) : time;
            }
        }
        return best;
    }
}
