using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Samples;

/// <summary>The samples that are nearest in embedding space, searched once the page is on the screen.</summary>
public sealed partial class NeighbourList : IDisposable
{
    /// <summary>Neighbours that are shown.</summary>
    public const int Count = 8;

    /// <summary>From this cosine on, two texts say the same in nearly the same words. A rule of thumb that holds for sentence encoders.</summary>
    private const float Twin = .95f;

    private CancellationTokenSource _searching = new();
    private (long DatasetId, int Ordinal)? _of;
    private EmbeddingSet? _vectors;
    private IReadOnlyList<Near> _near = [];
    private bool _reading = true;
    private string _failure = "";

    /// <summary>The sample's own address; links to its neighbours differ from it in the id.</summary>
    [Parameter, EditorRequired] public SampleAddress Address { get; set; } = default!;

    [Parameter, EditorRequired] public long DatasetId { get; set; }

    [Parameter, EditorRequired] public int Ordinal { get; set; }

    /// <summary>Samples of the dataset.</summary>
    [Parameter] public int SampleCount { get; set; }

    [Inject] private Neighbours Neighbours { get; set; } = default!;

    [Inject] private SampleStore Samples { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (_of != (DatasetId, Ordinal))
        {
            (_reading, _failure) = (true, "");
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_of == (DatasetId, Ordinal))
        {
            return;
        }

        _of = (DatasetId, Ordinal);
        await _searching.CancelAsync();
        _searching.Dispose();
        _searching = new CancellationTokenSource();
        await SearchAsync(DatasetId, Ordinal, _searching.Token);
    }

    public void Dispose()
    {
        _searching.Cancel();
        _searching.Dispose();
    }

    private async Task SearchAsync(long datasetId, int ordinal, CancellationToken cancellation)
    {
        try
        {
            var (vectors, near) = await Task.Run(() => Search(datasetId, ordinal, cancellation), cancellation);
            (_vectors, _near, _reading) = (vectors, near, false);
        }
        catch (OperationCanceledException)
        {
            // Another sample is shown by now.
            return;
        }
        catch (QualityReviewException fault)
        {
            (_failure, _reading) = (fault.Message, false);
        }

        StateHasChanged();
    }

    private (EmbeddingSet? Vectors, IReadOnlyList<Near> Near) Search(long datasetId, int ordinal, CancellationToken cancellation)
    {
        if (Neighbours.Find(datasetId, ordinal, Count, cancellation) is not { } found)
        {
            return (null, []);
        }

        var samples = Samples.Excerpts(datasetId, [.. found.Nearest.Select(near => near.Index)]).ToDictionary(sample => sample.Ordinal);
        cancellation.ThrowIfCancellationRequested();
        return (found.Vectors, [.. found.Nearest.Where(near => samples.ContainsKey(near.Index)).Select(near => new Near(samples[near.Index], near.Similarity))]);
    }

    private sealed record Near(Sample Sample, float Similarity)
    {
        public string Shown { get; } = Similarity.ToString("F3", CultureInfo.InvariantCulture);
    }
}
