using System.Net;

namespace QualityReview.Web.Server;

/// <summary>Answers for whatever fails outside the API and outside the pages' own boundary: with the id under which the log has the cause.</summary>
internal sealed partial class UnexpectedFaults(RequestDelegate next, ILogger<UnexpectedFaults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (fault is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            var id = Correlation.Of(context);
            LogUnexpected(logger, fault, context.Request.Method, context.Request.Path, id);
            if (context.Response.HasStarted)
            {
                // The beginning is on its way: an answer that breaks off cannot be taken for a whole one.
                context.Abort();
                return;
            }

            await AnswerAsync(context, fault is QualityReviewException known ? known.Message : $"Unexpected fault, id {id}.");
        }
    }

    private static Task AnswerAsync(HttpContext context, string says)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status500InternalServerError;
        response.ContentLength = null;
        response.Headers.ContentDisposition = default;
        response.Headers.CacheControl = "no-store";
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            response.ContentType = "text/plain; charset=utf-8";
            return response.WriteAsync(says + " The log of the server holds the cause.", context.RequestAborted);
        }

        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>Unexpected fault · Quality Review</title><link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css"></head>
            <body><main class="page"><h1>This page could not be shown</h1><p role="alert">{WebUtility.HtmlEncode(says)}</p>
            <p>Reload the page. If it happens again, give the id to whoever runs this server: the log holds the cause. <a href="/">Home</a></p></main></body>
            </html>
            """,
            context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{method} {path} failed unexpectedly, id {id}")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, string method, string path, string id);
}
