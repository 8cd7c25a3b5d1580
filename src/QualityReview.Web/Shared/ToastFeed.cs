namespace QualityReview.Web.Shared;

/// <summary>A short message at the page's edge.</summary>
/// <param name="ActionTitle">A button such as "Undo"; null for none.</param>
public sealed record Toast(string Text, NoticeKind Kind = NoticeKind.Information, string? ActionTitle = null, Func<Task>? Action = null);

/// <summary>The toasts of one browser tab: pages add, <see cref="Toasts"/> shows. Used on the tab's own thread of work only.</summary>
public sealed class ToastFeed
{
    private readonly List<Toast> _toasts = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => _toasts;

    /// <summary>Adds a toast; the oldest of more than four goes.</summary>
    public void Add(Toast toast)
    {
        _toasts.Add(toast);
        if (_toasts.Count > 4)
            _toasts.RemoveAt(0);
        Changed?.Invoke();
    }

    public void Remove(Toast toast)
    {
        if (_toasts.RemoveAll(t => ReferenceEquals(t, toast)) > 0)
            Changed?.Invoke();
    }
}
