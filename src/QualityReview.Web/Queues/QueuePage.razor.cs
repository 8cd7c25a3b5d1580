using Microsoft.AspNetCore.Components;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>One queue as its lead sees it: how far it is, who did what, its guideline, its reviewers.</summary>
public sealed partial class QueuePage : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(3);

    private Queue? _queue;
    private QueueProgress _progress = default!;
    private IReadOnlyList<ReviewerProgress> _reviewers = [];
    private IReadOnlyList<int[]> _shared = [];
    private QueueGuideline _guideline = new();
    private IReadOnlyList<string> _people = [];
    private IReadOnlyList<string> _assigned = [];
    private string _text = "";
    private ITimer? _look;

    [Parameter] public string Dataset { get; set; } = "";

    [Parameter] public string Name { get; set; } = "";

    [Inject] private QueueRooms Rooms { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string AgreementText => _shared.Count == 0
        ? "No sample has been judged by two people yet."
        : $"{Display.Plural(_shared.Count, "sample")} judged by several: {Display.Percent(Reviews.Agreement.Raw(_shared))} raw agreement{(Reviews.Agreement.Krippendorff(_shared) is var alpha && double.IsFinite(alpha) ? $", Krippendorff's alpha {Display.Raw(Math.Round(alpha, 3))}" : "")}{(_shared.Count < Estimate.FewestLabels ? $"; fewer than {Estimate.FewestLabels} are too few" : "")}.";

    protected override void OnParametersSet()
    {
        Read();
        _text = _guideline.Text;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(() => { Read(); StateHasChanged(); }), null, _lookEvery, _lookEvery);
        }
    }

    public void Dispose() => _look?.Dispose();

    private void Read()
    {
        var dataset = Rooms.Datasets.Find(Dataset);
        _queue = dataset is null ? null : Rooms.Queues.List(dataset.DatasetId).FirstOrDefault(queue => queue.Name == Name);
        if (_queue is { } queue)
        {
            _progress = Rooms.Reader.Progress(queue.QueueId);
            _reviewers = Rooms.Reader.Reviewers(queue.QueueId);
            _shared = Rooms.Reader.SharedVerdicts(queue.QueueId);
            _guideline = Rooms.Queues.Guideline(queue.QueueId);
            _assigned = Rooms.Queues.Assignees(queue.QueueId);
            _people = Rooms.People();
        }
    }

    private async Task DoAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (QualityReviewException fault)
        {
            Toasts.Add(new Toast(fault.Message, NoticeKind.Warning));
        }

        Read();
    }

    private async Task SaveGuidelineAsync()
    {
        var saved = await Rooms.GuideAsync(_queue!, _text);
        Toasts.Add(new Toast(saved.Version == _guideline.Version ? "The guideline says that already." : $"Saved as version {saved.Version}.", NoticeKind.Success));
    }

    private Task ToggleAsync(string person) => Rooms.AssignAsync(_queue!, _assigned.Contains(person) ? [.. _assigned.Where(name => name != person)] : [.. _assigned, person]);
}
