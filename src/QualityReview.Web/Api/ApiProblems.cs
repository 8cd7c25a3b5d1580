using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace QualityReview.Web.Api;

/// <summary>Faults as programs get them: <c>application/problem+json</c> (RFC 9457).</summary>
internal static class ApiProblems
{
    public const string ContentType = "application/problem+json", TraceId = "traceId";

    /// <summary>Writes the whole answer; nothing of one may have been sent.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentLength = null;
        response.Headers.ContentDisposition = default;
        return response.WriteAsJsonAsync(Of(status, detail), (System.Text.Json.JsonSerializerOptions?)null, ContentType, context.RequestAborted);
    }

    public static ProblemDetails Of(int status, string detail)
    {
        var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        if (Activity.Current is { } span)
        {
            problem.Extensions[TraceId] = span.TraceId.ToHexString();
        }

        return problem;
    }
}
