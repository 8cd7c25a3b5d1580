using Microsoft.AspNetCore.Components;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Map;

/// <summary>The stores that the map page reads.</summary>
public sealed class MapRooms(DatasetStore datasets, SampleTables tables, FilterStore filters, EmbeddingStore embeddings, SampleStore samples, JobStore jobs)
{
    public DatasetStore Datasets => datasets;

    public SampleTables Tables => tables;

    public FilterStore Filters => filters;

    public EmbeddingStore Embeddings => embeddings;

    public SampleStore Samples => samples;

    public JobStore Jobs => jobs;
}

/// <summary>A dataset's samples as a map on which near means alike, with its clusters. Its address is its whole state.</summary>
public sealed partial class MapPage
{
    private const string Category = "category";

    private Dataset? _dataset;
    private MapView? _view;
    private MapAddress _address = new();
    private bool _read;
    private bool _embedded;
    private int _asked;
    private Job? _stopped;

    [Parameter] public string Dataset { get; set; } = "";

    /// <summary>See <see cref="MapColours.By"/>.</summary>
    [SupplyParameterFromQuery(Name = "by")] private string? ByWhat { get; set; }

    [SupplyParameterFromQuery] private string? Rule { get; set; }

    /// <summary>See <see cref="MapBox.Parse"/>; as is <see cref="View"/>.</summary>
    [SupplyParameterFromQuery] private string? Region { get; set; }

    [SupplyParameterFromQuery] private string? View { get; set; }

    [Inject] private MapRooms Rooms { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private Job? Clustering => Feed.Active.FirstOrDefault(IsMine);

    protected override async Task OnParametersSetAsync()
    {
        var moved = _dataset?.Name != Dataset;
        if (moved)
        {
            (_view, _read) = (null, false);
            _dataset = Rooms.Datasets.Find(Dataset);
        }

        var address = new MapAddress(ByWhat ?? "", Rule ?? "", MapBox.Parse(Region), MapBox.Parse(View));
        var sameButView = !moved && _read && address with { View = _address.View } == _address;
        _address = address;
        if (!sameButView)
        {
            await ReadAsync();
        }
    }

    protected override void OnJobsChanged()
    {
        // Clusters and scores that came meanwhile; verdicts come with the next look.
        if (_dataset is not null && (_view is null || Rooms.Datasets.Find(_dataset.DatasetId)?.Revision > _view.Loaded.Dataset.Revision))
        {
            _ = ReadAsync();
        }
    }

    /// <summary>Reads what the address asks for, on another thread; of several that overlap the last one counts.</summary>
    private async Task ReadAsync()
    {
        if (_dataset is not { } dataset)
        {
            return;
        }

        var asked = ++_asked;
        var address = _address;
        try
        {
            var (view, embedded, stopped) = await Task.Run(() => (
                MapView.Read(Rooms.Tables.Get(dataset.DatasetId), Rooms.Filters.List(dataset.DatasetId), address, CancellationToken.None),
                Rooms.Embeddings.Sets(dataset.DatasetId).Any(set => set.SampleCount >= dataset.SampleCount),
                Rooms.Jobs.List().FirstOrDefault(IsMine)));
            if (asked == _asked)
            {
                (_view, _embedded, _read) = (view, embedded, true);
                _stopped = stopped?.State == JobState.Failed ? stopped : null;
            }
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }

        StateHasChanged();
    }

    private bool IsMine(Job job) => job.Kind == JobKind.Cluster && job.DatasetId == _dataset?.DatasetId;

    private static string By(MapView view) => view.Colours switch
    {
        { Column: { } column } => column.Card.Key,
        { Scale: "verdict" } => MapColours.Verdict,
        { Legend.Count: > 0 } => MapColours.Source,
        _ => "",
    };

    private MapScene Scene(MapView view)
    {
        var query = new List<string> { $"by={Uri.EscapeDataString(_address.By)}", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"of={view.Clusters.Clustering.ClusteringId}") };
        if (view.Rule.Length > 0)
        {
            query.Add($"rule={Uri.EscapeDataString(view.Rule)}");
        }

        return new MapScene($"{ReviewUrls.Map(Dataset)}.bin?{string.Join('&', query)}", ReviewUrls.Map(Dataset), view.Colours.Scale, view.Labels, _address.Region, _address.View);
    }

    private void Choose(MapBox? part) => Go(_address with { Region = part });

    // Moving about goes through many addresses; none of them is worth a step back.
    private void Look(MapBox? part) => Navigation.NavigateTo((_address with { View = part }).ToUrl(Dataset), replace: true);

    private void Open(int ordinal)
    {
        if (_dataset is { } dataset && Rooms.Samples.Excerpts(dataset.DatasetId, [ordinal]) is [var sample])
        {
            Navigation.NavigateTo(ReviewUrls.Sample(Dataset, sample.Id));
        }
    }

    private void Go(MapAddress address) => Navigation.NavigateTo(address.ToUrl(Dataset));

    private async Task ClusterAsync()
    {
        if (_dataset is { } dataset)
        {
            _stopped = null;
            await Orders.ClusterAsync(dataset);
        }
    }
}
