using System.Diagnostics;

namespace QualityReview.Web.Server;

/// <summary>Says under which id the log has a request, and what of a request a trace tells: never its query, which holds people's searches.</summary>
internal sealed class CorrelationHeader(RequestDelegate next)
{
    public const string Header = "X-Correlation-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[Header] = Correlation.Of(context);
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            await next(context);
            return;
        }

        span.SetTag("http.request.method", context.Request.Method).SetTag("url.path", context.Request.Path.Value);
        try
        {
            await next(context);
        }
        finally
        {
            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
            {
                span.SetTag("http.route", route).DisplayName = $"{context.Request.Method} {route}";
            }
        }
    }
}
