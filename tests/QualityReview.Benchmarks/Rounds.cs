using System.Diagnostics;

namespace QualityReview.Benchmarks;

/// <summary>The best of one variant's rounds.</summary>
/// <param name="Seconds">Wall time of one call.</param>
/// <param name="CpuSeconds">Processor time of one call, all threads together, in the round with the least of it.</param>
internal sealed record Timing(double Seconds, double CpuSeconds);

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
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run, before, calls) in _variants)
            {
                await (before?.Invoke() ?? Task.CompletedTask);
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
                var cpu = (process.TotalProcessorTime - cpuBefore).TotalSeconds / calls;
                best[name] = best.TryGetValue(name, out var known) ? new Timing(Math.Min(known.Seconds, seconds), Math.Min(known.CpuSeconds, cpu)) : new Timing(seconds, cpu);
            }
        }
        return best;
    }
}
