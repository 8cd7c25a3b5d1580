using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using QualityReview.Web.Configuration;
using QualityReview.Web.People;

namespace QualityReview.Web.Api;

/// <summary>How many requests one account, or one address where nobody is signed in, may send in a minute.</summary>
internal sealed class ApiLimits(QualityReviewOptions options) : IDisposable
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsFree(context)
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetFixedWindowLimiter(
            KeyOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Api.RequestsPerMinute, Window = _window, QueueLimit = 0 }));

    public void Dispose() => _limiter.Dispose();

    /// <summary>Seconds to wait, or null where the request may go on.</summary>
    public int? Wait(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
            : (int)_window.TotalSeconds;
    }

    // Somebody who judges in a browser is never made to wait; programs that do the same are counted.
    private static bool IsFree(HttpContext context) => !context.User.IsToken() && context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    private static string KeyOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? $"person {name}" : $"address {context.Connection.RemoteIpAddress}";
}
