using QualityReview.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary>Shows a job's progress: one line that is redrawn on a terminal, a plain line every ten seconds elsewhere.</summary>
internal sealed class ProgressLine(CommandOutput output, TimeProvider time)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan _plainEvery = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = time.GetTimestamp();
    private long _lastPlain = time.GetTimestamp();
    private int _drawn;
    private long _firstDone = -1;

    public void Show(Job job)
    {
        if (_firstDone < 0)
        {
            _firstDone = job.Done;
        }

        var line = Describe(job);
        if (output.IsTerminal)
        {
            output.Error.Write('\r' + line.PadRight(_drawn));
            _drawn = line.Length;
        }
        else if (time.GetElapsedTime(_lastPlain) >= _plainEvery)
        {
            _lastPlain = time.GetTimestamp();
            output.Error.WriteLine(line);
        }
    }

    /// <summary>Leaves the redrawn line, so that the next message begins a new one.</summary>
    public void End()
    {
        if (output.IsTerminal && _drawn > 0)
        {
            output.Error.WriteLine();
            _drawn = 0;
        }
    }

    private string Describe(Job job)
    {
        var parts = new List<string>();
        if (job.Total > 0)
        {
            var filled = (int)(BarWidth * Math.Min(1d, (double)job.Done / job.Total));
            parts.Add($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {Display.Percent((double)job.Done / job.Total)}");
        }

        if (job.SamplesPerSecond > 0)
        {
            parts.Add(Display.Rate(job.SamplesPerSecond, "samples"));
        }

        if (job.TokensPerSecond > 0)
        {
            parts.Add(Display.Rate(job.TokensPerSecond, "tokens"));
        }

        var elapsed = time.GetElapsedTime(_startedAt);
        var gained = job.Done - _firstDone;
        if (job.Total > 0 && gained > 0)
        {
            parts.Add(Display.Left(elapsed * ((double)(job.Total - job.Done) / gained)));
        }

        return string.Join("  ", parts);
    }
}
