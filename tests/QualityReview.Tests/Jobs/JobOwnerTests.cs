using System.Diagnostics;
using System.Globalization;
using QualityReview.Jobs;

namespace QualityReview.Tests.Jobs;

public sealed class JobOwnerTests
{
    // By the time of day, a process that runs was taken for a dead one after each step of the clock.
    [Fact]
    public void Current_OnLinux_NamesTheStartByTheCounterThatNobodyCanSet()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        var stat = File.ReadAllText("/proc/self/stat");
        var ticks = long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}:{ticks}"), JobOwner.Current);
        Assert.True(JobOwner.IsAlive(JobOwner.Current));
        Assert.False(JobOwner.IsAlive(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}:{ticks + 1}")));
    }

    [Fact]
    public void IsAlive_ProcessThatHasEnded_IsNot()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        Assert.False(JobOwner.IsAlive(string.Create(CultureInfo.InvariantCulture, $"{process.Id}:1")));
    }
}
