namespace QualityReview.Web.Shared;

/// <summary>Does a page's work a moment after it was asked for, once, however often it was asked meanwhile. Any thread.</summary>
public sealed class Refresh : IDisposable
{
    private readonly Func<Task> _work;
    private readonly TimeSpan _pace;
    private readonly ITimer _timer;
    private int _asked;

    /// <param name="work">Called on a thread of the pool: a page goes over to its own with InvokeAsync.</param>
    /// <param name="pace">Time from the first asking to the work.</param>
    public Refresh(Func<Task> work, TimeProvider time, TimeSpan pace)
    {
        (_work, _pace) = (work, pace);
        _timer = time.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Ask()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _timer.Change(_pace, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private Task RunAsync()
    {
        // Before the work: what changes while it reads is read again.
        Interlocked.Exchange(ref _asked, 0);
        return _work();
    }
}
