using System.Diagnostics;
using System.Globalization;

namespace QualityReview.Benchmarks;

/// <summary>One run of work that is too long for rounds.</summary>
/// <param name="PeakBytes">Most memory that the process held while it ran, whatever held it; null where the system does not say.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long? PeakBytes)
{
    public static Measured Of(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var canReset = ForgetPeak();
        using var process = Process.GetCurrentProcess();
        var cpuBefore = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Refresh();
        return new Measured(seconds, (process.TotalProcessorTime - cpuBefore).TotalSeconds, canReset ? Peak() : null);
    }

    // Linux forgets the largest resident size when 5 is written here (proc(5)).
    private static bool ForgetPeak()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
