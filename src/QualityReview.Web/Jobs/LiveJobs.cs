using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Jobs;

/// <summary>A component that is told of jobs for as long as it is on somebody's screen.</summary>
public abstract class LiveJobs : ComponentBase, IDisposable
{
    private IDisposable? _subscription;

    [Inject] protected JobFeed Feed { get; set; } = default!;

    /// <summary>Called on the component's own thread of work after jobs have changed; it is rendered afterwards.</summary>
    protected abstract void OnJobsChanged();

    // Not earlier: the copy that is rendered into the first response is never on a screen.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Feed.Subscribe(() => InvokeAsync(() =>
            {
                OnJobsChanged();
                StateHasChanged();
            }));
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _subscription = null;
    }
}
