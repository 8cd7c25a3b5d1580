using QualityReview.Scorers.Densities;

namespace QualityReview.Scorers;

/// <summary>A scorer that is configured and can be opened; opening may load a model.</summary>
/// <param name="Key">The scorer's key; see <see cref="ScorerCard.Key"/>.</param>
/// <param name="Method">See <see cref="ScorerCard.Method"/>.</param>
/// <param name="Title">See <see cref="ScorerCard.Title"/>.</param>
/// <param name="Model">Model folder, or empty for scorers that need none.</param>
/// <param name="OpenAsync">Opens it; throws a <see cref="QualityReviewException"/> that says what is missing.</param>
public sealed record ScorerDefinition(string Key, string Method, string Title, string Model, Func<CancellationToken, Task<OpenScorer>> OpenAsync);

/// <summary>An opened scorer: either one that looks at each sample alone, or density over an embedder's vectors.</summary>
/// <param name="Scorer">Null for density.</param>
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
