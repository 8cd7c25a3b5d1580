using QualityReview.Onnx.Devices;

namespace QualityReview.Onnx.Sessions;

/// <summary>One model's sessions, one on each of its devices; a run takes the device with the fewest runs. Safe for many threads.</summary>
internal sealed class DeviceSessions : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SessionLease> _leases = [];
    private readonly int[] _running;

    private DeviceSessions(int count) => _running = new int[count];

    public int Count => _leases.Count;

    /// <param name="device">Where the model runs.</param>
    /// <param name="key">A device's session; the GPU's index is filled in.</param>
    /// <param name="load">Loads the model onto a GPU, or the CPU where it is null.</param>
    public static DeviceSessions Rent(DeviceChoice device, SessionKey key, Func<int?, ModelSession> load)
    {
        var sessions = new DeviceSessions(device.All.Count);
        try
        {
            foreach (var cuda in device.All)
            {
                sessions._leases.Add(SessionPool.Shared.Rent(key with { Cuda = cuda }, () => load(cuda)));
            }
            return sessions;
        }
        catch
        {
            sessions.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="ModelSession.Run"/>
    public float[] Run(TensorFeed feed, string output, CancellationToken cancellation) => Use(session => session.Run(feed, output, cancellation));

    /// <param name="run">What to do with the session that has least to do.</param>
    public T Use<T>(Func<ModelSession, T> run)
    {
        int device;
        lock (_gate)
        {
            device = Array.IndexOf(_running, _running.Min());
            _running[device]++;
        }
        try
        {
            return run(_leases[device].Session);
        }
        finally
        {
            lock (_gate)
            {
                _running[device]--;
            }
        }
    }

    public void Dispose() => _leases.ForEach(lease => lease.Dispose());
}
