using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>A verdict that was given in this browser tab.</summary>
public sealed class GivenVerdict(ReviewRequest request, string sampleId)
{
    public ReviewRequest Request { get; } = request;

    public string SampleId { get; } = sampleId;

    /// <summary>Its ledger entry; null until it is on disk.</summary>
    public Review? Entry { get; internal set; }

    /// <summary>Taken back, or about to be.</summary>
    public bool Undone { get; internal set; }
}

/// <summary>Carries the verdicts of one browser tab to the ledger, in the order in which they were given, and tries again until each is
/// on disk. Used on the tab's own thread of work only.</summary>
public sealed partial class VerdictOutbox(ReviewStore reviews, Reviewer reviewer, TimeProvider time, ILogger<VerdictOutbox> logger) : IDisposable
{
    private static readonly int[] _pauseSeconds = [1, 2, 5, 10, 30];

    private readonly Queue<Func<Task>> _waiting = new();
    private readonly List<GivenVerdict> _given = [];
    private readonly CancellationTokenSource _gone = new();
    private TaskCompletionSource _hurry = new();
    private bool _runs;

    /// <summary>Raised when anything here has changed.</summary>
    public event Action? Changed;

    public SaveState State { get; private set; }

    /// <summary>One sentence; empty where nothing failed.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Verdicts and undoings that are not on disk yet.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The newest verdict that stands or will stand, or null.</summary>
    public GivenVerdict? Last => _given.LastOrDefault(given => !given.Undone);

    /// <summary>The dataset and ordinal that <see cref="State"/> speaks of.</summary>
    public (long DatasetId, int Ordinal)? Subject { get; private set; }

    /// <summary>Who signs.</summary>
    public string Author => reviewer.Name;

    /// <param name="request">Its client key was made for this verdict alone: sent again, it stays one entry.</param>
    public void Send(ReviewRequest request, string sampleId)
    {
        var given = new GivenVerdict(request, sampleId);
        _given.Add(given);
        Enqueue(request.DatasetId, request.Ordinal, async () =>
        {
            reviewer.Require(request.Settles ? Role.Lead : Role.Annotator, request.Settles ? "settle a disagreement" : "judge a sample");
            given.Entry = await reviews.AddAsync(request);
        });
    }

    /// <summary>Takes back the newest verdict that this tab gave in a dataset; null where there is none.</summary>
    public GivenVerdict? UndoLast(long datasetId)
    {
        var given = _given.LastOrDefault(known => known.Request.DatasetId == datasetId && !known.Undone);
        if (given is not null)
        {
            given.Undone = true;
            var key = NewKey();
            // The verdict stands before it in the queue, so its entry is known by then.
            Enqueue(datasetId, given.Request.Ordinal, async () => await (given.Entry is { } entry ? TakeBackAsync(entry, key) : Task.CompletedTask));
        }

        return given;
    }

    /// <summary>Takes back one of the author's entries, such as one from an earlier visit.</summary>
    public void Undo(Review entry)
    {
        foreach (var given in _given.Where(given => given.Entry?.ReviewId == entry.ReviewId))
        {
            given.Undone = true;
        }

        var key = NewKey();
        Enqueue(entry.DatasetId, entry.Ordinal, () => TakeBackAsync(entry, key));
    }

    private Task<Review?> TakeBackAsync(Review entry, string key)
    {
        reviewer.Require(Role.Annotator, "undo a verdict");
        return reviews.UndoAsync(entry.ReviewId, Author, key);
    }

    public bool CanUndo(long datasetId) => _given.Any(given => given.Request.DatasetId == datasetId && !given.Undone);

    /// <summary>Does not wait for the next try.</summary>
    public void Retry() => _hurry.TrySetResult();

    // What waits is tried once more, at once: nobody is left to press a button.
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    public static string NewKey() => Guid.NewGuid().ToString("N");

    private void Enqueue(long datasetId, int ordinal, Func<Task> work)
    {
        _waiting.Enqueue(work);
        Subject = (datasetId, ordinal);
        if (_runs)
        {
            Changed?.Invoke();
            return;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        _runs = true;
        var refused = "";
        for (var failures = 0; _waiting.TryPeek(out var work);)
        {
            Show(SaveState.Saving, "");
            try
            {
                await work();
                _waiting.Dequeue();
                failures = 0;
            }
            catch (WrongWordsException fault)
            {
                // It would be refused each time, and hold up all that comes after it.
                _waiting.Dequeue();
                refused = fault.Message;
            }
            catch (Exception fault)
            {
                LogFailure(logger, fault, failures + 1);
                var pause = TimeSpan.FromSeconds(_pauseSeconds[Math.Min(failures++, _pauseSeconds.Length - 1)]);
                Show(SaveState.Failed, $"Not saved: {(fault as QualityReviewException)?.Message ?? "the data folder does not take it."} Trying again in {Display.Duration(pause)}.");
                if (!await PauseAsync(pause))
                {
                    return;
                }
            }
        }

        _runs = false;
        Show(refused.Length > 0 ? SaveState.Failed : SaveState.Saved, refused.Length > 0 ? $"Not saved: {refused}" : "");
    }

    /// <summary>False when the tab was closed a try ago.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        if (_gone.IsCancellationRequested)
        {
            return false;
        }

        _hurry = new TaskCompletionSource();
        using var stop = _gone.Token.Register(Retry);
        await Task.WhenAny(Task.Delay(pause, time), _hurry.Task);
        return true;
    }

    private void Show(SaveState state, string failure)
    {
        (State, Failure) = (state, failure);
        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A verdict could not be written, try {Try}")]
    private static partial void LogFailure(ILogger logger, Exception fault, int @try);
}
