namespace QualityReview.Onnx.Sessions;

/// <summary>Shares sessions among scorers: a model is loaded once and unloaded when its last user lets go. Safe for many threads.</summary>
internal sealed class SessionPool
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionKey, Entry> _entries = [];

    public static SessionPool Shared { get; } = new();

    /// <summary>The shared session, loaded by the first who asks; others who ask meanwhile wait for it.</summary>
    public SessionLease Rent(SessionKey key, Func<ModelSession> load)
    {
        Entry entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out entry!))
            {
                _entries[key] = entry = new Entry(new Lazy<ModelSession>(load));
            }
            entry.Users++;
        }
        try
        {
            return new SessionLease(entry.Session.Value, () => Return(key, entry));
        }
        catch
        {
            Return(key, entry);
            throw;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    private void Return(SessionKey key, Entry entry)
    {
        lock (_gate)
        {
            if (--entry.Users > 0)
            {
                return;
            }
            // A load that failed is forgotten, so that a repaired folder can be opened.
            if (_entries.TryGetValue(key, out var current) && current == entry)
            {
                _entries.Remove(key);
            }
        }
        if (entry.Session.IsValueCreated)
        {
            entry.Session.Value.Dispose();
        }
    }

    private sealed class Entry(Lazy<ModelSession> session)
    {
        public Lazy<ModelSession> Session { get; } = session;

        public int Users { get; set; }
    }
}

/// <summary>One user's hold on a shared session; the last to let go unloads it.</summary>
internal sealed class SessionLease(ModelSession session, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public ModelSession Session { get; } = session;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
