using System.Collections.Concurrent;

namespace QualityReview.Benchmarks.Pages;

/// <summary>Times of interactions by their names. Safe for many writers.</summary>
internal sealed class PageTimes
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<(double Ms, double CpuMs)>> _times = new(StringComparer.Ordinal);
    private int _faults;

    public ConcurrentBag<string> Faults { get; } = [];

    public int Count => _times.Values.Sum(times => times.Count);

    /// <param name="cpuMs">NaN where others were at work too.</param>
    public void Add(string interaction, double milliseconds, double cpuMs = double.NaN) => _times.GetOrAdd(interaction, _ => []).Add((milliseconds, cpuMs));

    public void Fault(string interaction, string what)
    {
        if (Interlocked.Increment(ref _faults) <= 20)
        {
            Console.Error.WriteLine($"{interaction}: {what}");
        }

        Faults.Add(what);
    }

    /// <param name="target">Most milliseconds of the 95th percentile, by interaction.</param>
    public void Print(string how, Func<string, double> target)
    {
        var table = new MarkdownTable(how, "Times", "Median ms", "95th percentile ms", "Longest ms", "Mean of the server's processor time, ms", "Target ms");
        foreach (var (name, times) in _times.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var sorted = times.Select(time => time.Ms).Order().ToArray();
            var p95 = At(sorted, .95);
            table.Add(name, sorted.Length, At(sorted, .5), p95, sorted[^1], times.Average(time => time.CpuMs), MarkdownTable.Text(target(name)) + (p95 <= target(name) ? "" : ", missed"));
        }

        table.Print();
    }

    public static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
