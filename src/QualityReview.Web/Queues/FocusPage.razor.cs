using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using QualityReview.Queues;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Queues;

/// <summary>The frame of focus mode. It is sent once as plain HTML; js/focus.js does the rest and talks to <see cref="QueueEndpoints"/>.</summary>
public sealed partial class FocusPage
{
    private Queue? _queue;
    private string _keys = "";

    [Parameter] public string Name { get; set; } = "";

    [Inject] private QueueStore Queues { get; set; } = default!;

    [Inject] private QueueWork Work { get; set; } = default!;

    [Inject] private ReviewerKeys Keys { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    /// <summary>Milliseconds from one renewal of the leases to the next: two may fail before a lease ends.</summary>
    private string Renew => (Work.Lease.TotalMilliseconds / 3).ToString("0", CultureInfo.InvariantCulture);

    protected override void OnInitialized()
    {
        _queue = Queues.Find(Name);
        _keys = JsonSerializer.Serialize(Keys.Of(Reviewer.Name));
    }
}
