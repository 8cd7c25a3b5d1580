using Microsoft.Extensions.Diagnostics.HealthChecks;
using QualityReview.Samples;

namespace QualityReview.Web.Server;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(DatasetStore datasets) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy($"{datasets.List().Count} datasets"));
}
