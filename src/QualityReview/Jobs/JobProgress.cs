using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>Counts a job's work, turns it into rates, and writes them down about twice a second. Not for several threads at once,
/// except <see cref="Tick"/>.</summary>
public sealed class JobProgress
{
    private static readonly TimeSpan _reportEvery = TimeSpan.FromMilliseconds(500);

    private readonly JobStore _store;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly Action<Job>? _onReport;
    private readonly long _startedAt;
    private long _lastReport;
    private long _samples;
    private long _tokens;
    private Job _job;

    internal JobProgress(Job job, JobStore store, TimeProvider time, CancellationTokenSource stop, Action<Job>? onReport)
    {
        _job = job;
        _store = store;
        _time = time;
        _stop = stop;
        _onReport = onReport;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>The job as it stands now.</summary>
    public Job Job
    {
        get
        {
            var seconds = Math.Max(_time.GetElapsedTime(_startedAt).TotalSeconds, 0.001);
            return _job with { SamplesPerSecond = Interlocked.Read(ref _samples) / seconds, TokensPerSecond = Interlocked.Read(ref _tokens) / seconds };
        }
    }

    /// <summary>Adds work to the rates; any thread.</summary>
    public void Tick(int samples, long tokens)
    {
        Interlocked.Add(ref _samples, samples);
        Interlocked.Add(ref _tokens, tokens);
        if (_job.Kind == JobKind.Score)
        {
            _store.Figures.Scored(samples, tokens);
        }
    }

    /// <summary>Awaits a long step and reports how far it is meanwhile. The step is always awaited, also when the job is stopped.</summary>
    /// <param name="done">Units done so far, asked about twice a second.</param>
    public async Task<T> WhileAsync<T>(Task<T> step, Func<long> done, long total, string? device = null)
    {
        try
        {
            while (await Task.WhenAny(step, Task.Delay(_reportEvery, _time, CancellationToken.None)) != step)
            {
                try
                {
                    await ReportAsync(done(), total, device);
                }
                catch (StorageException)
                {
                    // A report that cannot be stored is no reason to leave a step alone that goes on.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The step has the same wish to stop; its own end says what became of it.
        }

        return await step;
    }

    /// <summary>Says how far the job is, in its units, and stops it if a person asked for that.</summary>
    /// <exception cref="OperationCanceledException">A person cancelled the job.</exception>
    public async Task ReportAsync(long done, long total, string? device = null)
    {
        _job = _job with { Done = done, Total = total, Device = device ?? _job.Device };
        if (_lastReport != 0 && _time.GetElapsedTime(_lastReport) < _reportEvery)
        {
            return;
        }

        _lastReport = _time.GetTimestamp();
        var job = Job;
        _onReport?.Invoke(job);
        if (await _store.ReportAsync(job))
        {
            await _stop.CancelAsync();
        }

        _stop.Token.ThrowIfCancellationRequested();
    }
}
