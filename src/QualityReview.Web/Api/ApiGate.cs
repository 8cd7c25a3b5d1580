using QualityReview.Web.People;

namespace QualityReview.Web.Api;

/// <summary>Stands between knowing who asks and asking whether they may: counts requests, and answers what no operation answers.</summary>
internal sealed class ApiGate(RequestDelegate next, ApiLimits limits)
{
    public async Task InvokeAsync(HttpContext context, RequestPerson person)
    {
        if (!ApiPaths.IsApi(context.Request))
        {
            await next(context);
            return;
        }

        if (limits.Wait(context) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await ApiProblems.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"Too many requests; try again in {seconds} s.");
            return;
        }

        person.Person = context.User;
        if (IsOperation(context.GetEndpoint()))
        {
            await next(context);
        }
        else if (context.User.Identity?.IsAuthenticated != true)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (context.GetEndpoint() is { RequestDelegate: { } answer } and not RouteEndpoint)
        {
            // Routing's own answers: another method or another content type is supported.
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static bool IsOperation(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } && pattern.TrimStart('/').StartsWith("api/", StringComparison.Ordinal);
}
