using System.Collections.Concurrent;

namespace QualityReview.Samples;

/// <summary>Lets one thread read while another one works on what was read before.</summary>
internal static class ReadAhead
{
    /// <param name="read">Enumerated on a thread of its own; told to stop when the caller does.</param>
    /// <param name="ahead">Items that wait at most.</param>
    public static IEnumerable<T> Of<T>(Func<CancellationToken, IEnumerable<T>> read, int ahead, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var waiting = new BlockingCollection<T>(ahead);
        var reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in waiting.GetConsumingEnumerable(stop.Token))
            {
                yield return item;
            }

            // Its fault, where it had one.
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Without throwing: the fault above is on its way already.
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        void Read()
        {
            try
            {
                foreach (var item in read(stop.Token))
                {
                    waiting.Add(item, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The caller has stopped.
            }
            finally
            {
                waiting.CompleteAdding();
            }
        }
    }
}
