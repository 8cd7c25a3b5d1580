using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Shared;

/// <summary>A page or part that reads what its parameters ask for on another thread. What was asked for before, or is asked for by nobody
/// any more, is not read to its end; what is shown stays until the new reading has come.</summary>
/// <typeparam name="TView">What one reading brings.</typeparam>
public abstract class LatestReading<TView> : ComponentBase, IDisposable
    where TView : class
{
    private CancellationTokenSource? _reading;

    /// <summary>The newest reading; null until there is one.</summary>
    protected TView? View { get; private set; }

    /// <summary>Whether the newest reading found nothing to show, such as no dataset of that name.</summary>
    protected bool Missing { get; private set; }

    /// <summary>Value of aria-busy: "true" while something newer is being read than is shown.</summary>
    protected string? Busy => _reading is null ? null : "true";

    /// <summary>What is to be read now. It runs on another thread, so it takes along the parameters as they are at this moment.</summary>
    protected abstract Func<CancellationToken, TView?> Ask();

    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <summary>Asks and reads; of several at once the last one counts. A fault is the page's.</summary>
    protected async Task ReadAsync()
    {
        _reading?.Cancel();
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
        {
            var read = Ask();
            var view = await Task.Run(() => read(reading.Token), reading.Token);
            if (_reading == reading)
            {
                (View, Missing) = (view, view is null);
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // The newer reading shows its own.
        }
        finally
        {
            _reading = _reading == reading ? null : _reading;
        }
    }

    public void Dispose()
    {
        _reading?.Cancel();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
