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
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Name(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id}:{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}");
}
