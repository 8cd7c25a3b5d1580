using QualityReview.Scorers;

namespace QualityReview.Web.Configuration;

/// <summary>Gives the cards of used scorers the titles of the settings when the web app starts.</summary>
internal sealed class ScorerTitles(ScorerCatalog catalog, ScoreStore scores) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        scores.RetitleAsync(catalog.All.ToDictionary(definition => definition.Key, definition => definition.Title, StringComparer.Ordinal), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
