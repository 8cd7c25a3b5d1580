using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using QualityReview.Web.Configuration;
using QualityReview.Web.People;
using QualityReview.Web.Queues;

namespace QualityReview.Web.Api;

/// <summary>What holds for all that a program sends: bodies are bounded, and what comes without a token must be sent by a page of this
/// site or by a program, never by a page of another site.</summary>
internal sealed class ApiWrites(RequestDelegate next)
{
    /// <summary>Longest body that the operation takes, in bytes.</summary>
    public static long MostBytes(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
        ?? context.RequestServices.GetRequiredService<QualityReviewOptions>().Api.MaxBodyBytes;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!ApiPaths.IsApi(request) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        // A browser sends a header of our own to another site only after asking, and nobody allows that.
        if (!context.User.IsToken() && !request.Headers.ContainsKey(QueueEndpoints.Header))
        {
            throw ApiFault.Wrong($"The header {QueueEndpoints.Header} is missing; it must come with whatever is sent without a token.");
        }

        var most = MostBytes(context);
        if (request.ContentLength > most)
        {
            throw new ApiFault(StatusCodes.Status413PayloadTooLarge, $"The body has {request.ContentLength} bytes; up to {most} are supported.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            bound.MaxRequestBodySize = most;
        }

        await next(context);
    }
}
