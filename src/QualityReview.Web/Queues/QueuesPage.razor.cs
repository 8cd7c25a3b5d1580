using Microsoft.AspNetCore.Components;
using QualityReview.Queues;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>The queues of a dataset, with how far they are.</summary>
public sealed partial class QueuesPage : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(3);

    private Dataset? _dataset;
    private IReadOnlyList<(Queue Queue, QueueProgress Progress)> _queues = [];
    private ITimer? _look;

    [Parameter] public string Dataset { get; set; } = "";

    [Inject] private QueueRooms Rooms { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _dataset = Rooms.Datasets.Find(Dataset);
        Read();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(() => { Read(); StateHasChanged(); }), null, _lookEvery, _lookEvery);
        }
    }

    public void Dispose() => _look?.Dispose();

    private void Read() => _queues = _dataset is null ? [] : [.. Rooms.Queues.List(_dataset.DatasetId).Select(queue => (queue, Rooms.Reader.Progress(queue.QueueId)))];

    private async Task SetStateAsync(Queue queue, string state)
    {
        try
        {
            await Rooms.SetStateAsync(queue, state);
        }
        catch (QualityReviewException fault)
        {
            Toasts.Add(new Toast(fault.Message, NoticeKind.Warning));
        }

        Read();
    }
}
