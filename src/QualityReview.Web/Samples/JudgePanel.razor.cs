using Microsoft.AspNetCore.Components;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Web.Configuration;
using QualityReview.Web.Queues;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>Where one sample is judged: what stands, the verdict to be given, whether it is saved, and the ledger's entries.</summary>
public sealed partial class JudgePanel : IDisposable
{
    private static readonly ReasonChoice[] _choices = [.. ReasonCode.All.Select(reason => new ReasonChoice(reason.Code, reason.Title))];
    private static readonly Dictionary<string, string> _titles = ReasonCode.All.ToDictionary(reason => reason.Code, reason => reason.Title);

    private readonly HashSet<string> _picked = [];
    private IReadOnlyList<Review> _entries = [];
    private IReadOnlyList<HistoryEntry> _history = [];
    private Dispute? _dispute;
    private (long DatasetId, int Ordinal)? _of;
    private string _note = "";
    private bool _changed;
    private bool _judging;
    private Verdict? _sent;

    [Parameter, EditorRequired] public ShownSample Shown { get; set; } = default!;

    /// <summary>Whether the sample is on the screen: a key that was pressed before was meant for another.</summary>
    [Parameter] public bool Seen { get; set; } = true;

    /// <summary>Seconds that the sample was looked at; null where nobody knows.</summary>
    [Parameter] public Func<Task<double?>> Seconds { get; set; } = () => Task.FromResult<double?>(null);

    /// <summary>A verdict was given, and the address says that it moves on.</summary>
    [Parameter] public EventCallback OnNext { get; set; }

    /// <summary>A verdict on another sample, whose id this is, was taken back.</summary>
    [Parameter] public EventCallback<string> OnReturn { get; set; }

    [Inject] private ReviewStore Reviews { get; set; } = default!;

    [Inject] private VerdictOutbox Outbox { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    [Inject] private ReviewerAtWork AtWork { get; set; } = default!;

    private (long DatasetId, int Ordinal) Key => (Shown.Dataset.DatasetId, Shown.Sample.Ordinal);

    /// <summary>The verdict that counts.</summary>
    private Review? Standing => Standings.LastOrDefault();

    /// <summary>The verdict of the person at the screen that counts, or would count were there no later one.</summary>
    private Review? Mine => Standings.LastOrDefault(entry => entry.Author == Outbox.Author);

    private IEnumerable<Review> Standings => _entries.Where(entry => entry.Verdict != Verdict.None && !_entries.Any(undo => undo.Undoes == entry.ReviewId));

    private string StandingDetail => Standing is { } standing ? $"{(_dispute?.SettledBy?.Position == standing.ReviewId ? "settled by" : "by")} {Excerpt.Of(standing.Author, 24)} · {Display.Ago(Time.GetUtcNow() - standing.CreatedAt)}" : "";

    private bool Overrides => Standing?.Verdict is Verdict.Keep or Verdict.Drop && Standing.Verdict != Shown.FilterSaid;

    private bool CanUndo => Mine is not null || Outbox.CanUndo(Shown.Dataset.DatasetId);

    // In a row of verdicts the panel speaks of the one just given; else only of this sample, but never silent of what is not saved.
    private SaveState State => Outbox.Waiting > 0 || Outbox.Subject == Key || Shown.Address.Review ? Outbox.State : SaveState.Idle;

    protected override void OnInitialized() => Outbox.Changed += Refresh;

    // Not earlier: the copy that is rendered into the first response is never on a screen.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Reviews.Changed += OnReview;
        }
    }

    protected override void OnParametersSet()
    {
        if (_of == Key)
        {
            return;
        }

        _of = Key;
        ReadLedger();
        // Judging again begins with what the person said before.
        _picked.Clear();
        _picked.UnionWith(Mine?.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
        _note = Mine?.Note ?? "";
        (_changed, _sent) = (false, null);
    }

    public void Dispose()
    {
        Outbox.Changed -= Refresh;
        Reviews.Changed -= OnReview;
    }

    private async Task JudgeAsync(Verdict verdict)
    {
        if (!Seen || _judging)
        {
            return;
        }

        _judging = true;
        try
        {
            var request = new ReviewRequest
            {
                DatasetId = Shown.Dataset.DatasetId,
                Ordinal = Shown.Sample.Ordinal,
                Author = Outbox.Author,
                Verdict = verdict,
                Reasons = [.. _choices.Select(choice => choice.Code).Where(_picked.Contains)],
                Note = _note.Trim(),
                FilterSaid = Shown.FilterSaid,
                FilterRule = Shown.FilterRule,
                // The panel has told of the disagreement, so it is no verdict of somebody who does not know of the others.
                Settles = _dispute is not null && (verdict is Verdict.Keep or Verdict.Drop) && Reviewer.May(Role.Lead),
                ClientKey = VerdictOutbox.NewKey(),
            };
            var id = Shown.Sample.Id;
            (_sent, _changed) = (verdict, false);
            Outbox.Send(request with { Seconds = await Seconds() }, id);
            if (Shown.Address.Review)
            {
                await OnNext.InvokeAsync();
            }
        }
        finally
        {
            _judging = false;
        }
    }

    private async Task UndoAsync()
    {
        // The verdict that was given last, wherever that was; on a later visit, the one on this sample.
        if (Outbox.UndoLast(Shown.Dataset.DatasetId) is { } given)
        {
            if (given.Request.Ordinal != Shown.Sample.Ordinal)
            {
                await OnReturn.InvokeAsync(given.SampleId);
            }
        }
        else if (Mine is { } mine)
        {
            Outbox.Undo(mine);
        }

        _sent = null;
    }

    private void Toggle(string code)
    {
        if (!_picked.Remove(code))
        {
            _picked.Add(code);
        }

        _changed = true;
    }

    private void Write(string note)
    {
        _note = note;
        _changed = true;
    }

    private void Refresh() => _ = InvokeAsync(() =>
    {
        if (Outbox.Waiting == 0)
        {
            _sent = null;
        }

        StateHasChanged();
    });

    private void OnReview(long datasetId, CurrentVerdict verdict)
    {
        if ((datasetId, verdict.Ordinal) == _of)
        {
            _ = InvokeAsync(() =>
            {
                ReadLedger();
                StateHasChanged();
            });
        }
    }

    private void ReadLedger()
    {
        _entries = Reviews.History(Shown.Dataset.DatasetId, Shown.Sample.Ordinal);
        _history = [.. _entries.Reverse().Select(entry => new HistoryEntry(
            entry.ReviewId,
            entry.Author,
            entry.Verdict,
            entry.CreatedAt,
            [.. entry.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => _titles.GetValueOrDefault(code, code))],
            entry.Note,
            entry.Seconds ?? 0,
            entry.FilterSaid == Verdict.None ? "" : VerdictLook.Css(entry.FilterSaid),
            entry.Undoes is not null)
        {
            Settles = entry.Settles,
            TakesBack = entry.Undoes,
            TakenBackAt = _entries.FirstOrDefault(undo => undo.Undoes == entry.ReviewId)?.ReviewId,
        })];
        _dispute = Dispute.Of(_entries);
    }
}
