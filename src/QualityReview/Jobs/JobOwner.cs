using System.Diagnostics;
using System.Globalization;

namespace QualityReview.Jobs;

/// <summary>Names the process that runs a job, so that the job of a dead process is recognised.</summary>
internal static class JobOwner
{
    public static string Current { get; } = Name(Process.GetCurrentProcess());

    /// <summary>Whether the process that was named still runs on this machine.</summary>
    public static bool IsAlive(string owner)
    {
        var id = owner.Split(':')[0];
        if (!int.TryParse(id, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(number);
            // The number may have been given to another process since: the start time tells.
            return Name(process) == owner;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Name(Process process) => string.Create(CultureInfo.InvariantCulture, $"{process.Id}:{Start(process)}");

    /// <summary>Linux counts from its own start. As a time of day the start of a process is another one after each step of the clock, and
    /// a job that runs would be taken for one of a dead process.</summary>
    private static string Start(Process process)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat");
        if (!File.Exists(file))
        {
            return (process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);
        }

        // The name in brackets may hold anything; the start is the twentieth field behind it (proc_pid_stat(5), starttime).
        var text = File.ReadAllText(file);
        return text[(text.LastIndexOf(')') + 2)..].Split(' ')[19];
    }
}
