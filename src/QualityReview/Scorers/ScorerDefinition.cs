using QualityReview.Scorers.Densities;

namespace QualityReview.Scorers;

/// <summary>A scorer that is configured and can be opened; opening may load a model.</summary>
/// <param name="Key">The scorer's key; see <see cref="ScorerCard.Key"/>.</param>
/// <param name="Method">See <see cref="ScorerCard.Method"/>.</param>
/// <param name="Title">See <see cref="ScorerCard.Title"/>.</param>
/// <param name="Model">Model folder, or empty for scorers that need none.</param>
/// <param name="OpenAsync">Opens it; throws a <see cref="QualityReviewException"/> that says what is missing.</param>
public sealed record ScorerDefinition(string Key, string Method, string Title, string Model, Func<CancellationToken, Task<OpenScorer>> OpenAsync)
{
    /// <summary>Keys of the scorers whose mean percentile it is; empty for all but ensembles.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public bool IsEnsemble => Members.Count > 0;

    /// <summary>Whether a score depends on the other samples too, so that a stream cannot be scored.</summary>
    public bool NeedsWholeDataset => IsEnsemble || Method == "density";
}

/// <summary>An opened scorer: either one that looks at each sample alone, or density over an embedder's vectors; an ensemble has neither.</summary>
/// <param name="Scorer">Null for density and ensembles.</param>
/// <param name="Embedder">Null for all but density.</param>
/// <param name="Density">How density is computed; null for all but density.</param>
public sealed record OpenScorer(IScorer? Scorer, IEmbedder? Embedder, DensityOptions? Density = null) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Scorer is not null)
        {
            await Scorer.DisposeAsync();
        }

        if (Embedder is not null)
        {
            await Embedder.DisposeAsync();
        }
    }
}
