using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using QualityReview.Storage;
using QualityReview.Web.People;
using QualityReview.Web.Server;

namespace QualityReview.Web.Api;

/// <summary>Makes a problem in one sentence out of everything that goes wrong below /api. What nobody foresaw gets an id that the log knows.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.IsApi(context.Request))
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            return;
        }
        catch (Exception fault)
        {
            await AnswerAsync(context, fault);
            return;
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest && response.ContentType is null && response.ContentLength is null or 0)
        {
            await ApiProblems.WriteAsync(context, response.StatusCode, await DetailAsync(context));
        }
    }

    private Task AnswerAsync(HttpContext context, Exception fault)
    {
        var (status, detail) = fault switch
        {
            ApiFault known => (known.Status, known.Message),
            WrongWordsException wrong => (StatusCodes.Status400BadRequest, wrong.Message),
            StorageException refused => (StatusCodes.Status503ServiceUnavailable, refused.Message),
            // The words were right, and what they ask for cannot be done as things are.
            QualityReviewException refused => (StatusCodes.Status409Conflict, refused.Message),
            BadHttpRequestException unread => (unread.StatusCode, Sentence(unread, context)),
            _ when StorageException.Of(fault) is { } refused => (StatusCodes.Status503ServiceUnavailable, refused.Message),
            _ => (StatusCodes.Status500InternalServerError, ""),
        };
        if (detail.Length == 0)
        {
            var id = Correlation.Of(context);
            LogUnexpected(logger, fault, context.Request.Method, context.Request.Path, id);
            detail = $"Unexpected fault, id {id}; the log has the details.";
        }

        if (context.Response.HasStarted)
        {
            // The beginning is on its way: an answer that breaks off cannot be taken for a whole one.
            LogBrokenOff(logger, fault, context.Request.Method, context.Request.Path);
            context.Abort();
            return Task.CompletedTask;
        }

        return ApiProblems.WriteAsync(context, status, detail);
    }

    private static async Task<string> DetailAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => (await context.AuthenticateAsync()).Failure?.Message
            ?? "Nobody is signed in: send a token as \"Authorization: Bearer TOKEN\", or sign in.",
        StatusCodes.Status403Forbidden => ApiPolicy.Says(context.GetEndpoint(), context.User.IsToken()),
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}; {ApiPaths.Document} lists every operation.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not supported here; supported: {context.Response.Headers.Allow}.",
        StatusCodes.Status415UnsupportedMediaType => $"The body is {(context.Request.ContentType is { } type ? type : "of no stated type")}; {ApiPaths.Document} says what is supported here.",
        _ => "The request cannot be read.",
    };

    private static string Sentence(BadHttpRequestException fault, HttpContext context) => fault.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? $"The body is too large; up to {ApiWrites.MostBytes(context)} bytes are supported."
        : fault.InnerException is JsonException json
        ? ApiBody.Sentence(json)
        : Absent().Match(fault.Message) is { Success: true } absent
        ? $"The parameter {absent.Groups[1].Value} is missing."
        : Unbound().Match(fault.Message) is { Success: true } found
        ? $"The parameter {found.Groups[1].Value} is \"{found.Groups[2].Value}\", which cannot be read."
        : fault.Message;

    // ASP.NET Core names the C# type too, which says nothing to a caller.
    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(\w+)" from "(.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("""^Required parameter "[^"]*?(\w+)" was not provided""")]
    private static partial Regex Absent();

    [LoggerMessage(Level = LogLevel.Error, Message = "{method} {path} failed unexpectedly, id {id}")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, string method, string path, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "{method} {path} broke off")]
    private static partial void LogBrokenOff(ILogger logger, Exception fault, string method, string path);
}
