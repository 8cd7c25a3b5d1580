using QualityReview.Jobs;

namespace QualityReview.Web.Jobs;

/// <summary>Tells pages that jobs have changed: changes of this process at once but never more than twice a second, those of other
/// processes on the same data folder within two seconds. Looks at the store only while somebody listens. Any thread.</summary>
public sealed partial class JobFeed : IDisposable
{
    /// <summary>Least time from one telling to the next.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Time from one look for the work of other processes to the next.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Longest time without a telling, so that ages on pages stay right.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(1);

    private readonly JobStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<JobFeed> _logger;
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly ITimer _pace;
    private readonly ITimer _look;
    private Snapshot _last = new([], null);
    private long _toldAt;
    private bool _due;

    public JobFeed(JobStore store, TimeProvider time, ILogger<JobFeed> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _toldAt = time.GetTimestamp() - (long)(Pace.TotalSeconds * time.TimestampFrequency);
        _pace = time.CreateTimer(_ => Guarded(() => Tell(null)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _look = time.CreateTimer(_ => Guarded(Look), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.Changed += OnStoreChanged;
    }

    /// <summary>Jobs that run or wait, oldest first; at most two seconds old.</summary>
    public IReadOnlyList<Job> Active
    {
        get
        {
            lock (_lock)
            {
                if (_subscriptions.Count > 0)
                {
                    return _last.Active;
                }
            }

            return _store.Active();
        }
    }

    /// <summary>Listeners there are; a page that has gone must not be among them.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Calls <paramref name="changed"/> after changes until the result is disposed. It is called on a thread of the pool:
    /// a page goes over to its own with InvokeAsync. <see cref="LiveJobs"/> does all that.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        var subscription = new Subscription(this, changed);
        var first = Read();
        lock (_lock)
        {
            _subscriptions.Add(subscription);
            if (_subscriptions.Count == 1)
            {
                _last = first;
                _look.Change(LookEvery, LookEvery);
            }
        }

        return subscription;
    }

    public void Dispose()
    {
        _store.Changed -= OnStoreChanged;
        _pace.Dispose();
        _look.Dispose();
    }

    private void OnStoreChanged(Job job)
    {
        lock (_lock)
        {
            if (_due || _subscriptions.Count == 0)
            {
                return;
            }

            _due = true;
            var wait = Pace - _time.GetElapsedTime(_toldAt);
            _pace.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        var seen = Read();
        bool changed;
        lock (_lock)
        {
            // "3 min ago" gets old by itself.
            changed = !seen.Equals(_last) || _time.GetElapsedTime(_toldAt) >= RefreshEvery;
        }

        if (changed)
        {
            Tell(seen);
        }
    }

    private void Tell(Snapshot? seen)
    {
        // Before reading: a change that comes while we read is told again.
        lock (_lock)
        {
            _due = false;
            _toldAt = _time.GetTimestamp();
        }

        seen ??= Read();
        List<Subscription> listeners;
        lock (_lock)
        {
            _last = seen;
            listeners = [.. _subscriptions];
        }

        foreach (var listener in listeners)
        {
            _ = listener.TellAsync();
        }
    }

    private Snapshot Read() => new(_store.Active(), _store.List(1) is [var newest] ? newest : null);

    /// <summary>A timer's fault would end the process: the pages keep what they show, and the next look tries again.</summary>
    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault)
        {
            LogFault(_logger, fault);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.Remove(subscription) && _subscriptions.Count == 0)
            {
                _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state of the jobs could not be read for the pages")]
    private static partial void LogFault(ILogger logger, Exception fault);

    /// <summary>What is compared from look to look; the newest job tells of one that began and ended in between.</summary>
    private sealed record Snapshot(IReadOnlyList<Job> Active, Job? Newest)
    {
        public bool Equals(Snapshot? other) => other is not null && Newest == other.Newest && Active.SequenceEqual(other.Active);

        public override int GetHashCode() => HashCode.Combine(Newest, Active.Count);
    }

    private sealed class Subscription(JobFeed feed, Func<Task> changed) : IDisposable
    {
        public async Task TellAsync()
        {
            try
            {
                await changed();
            }
            catch (ObjectDisposedException)
            {
                // The page went while it was told.
            }
            catch (Exception fault)
            {
                LogFault(feed._logger, fault);
            }
        }

        public void Dispose() => feed.Remove(this);
    }
}
