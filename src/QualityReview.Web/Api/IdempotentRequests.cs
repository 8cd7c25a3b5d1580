using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using QualityReview.People;
using QualityReview.Web.Home;

namespace QualityReview.Web.Api;

/// <summary>A request with an <c>Idempotency-Key</c> is done once: sent again within a day it gets the first answer again; another request
/// under the same key is refused. Two at once wait for each other.</summary>
internal sealed class IdempotentRequests(RequestDelegate next, ApiRequestStore store, UploadFolder uploads)
{
    public const string Header = "Idempotency-Key", ReplayedHeader = "Idempotency-Replayed";

    private const int LongestKey = 200, BytesInMemory = 1 << 16;

    private readonly ConcurrentDictionary<(string Person, string Key), TaskCompletionSource> _running = new();

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!ApiPaths.IsApi(request) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !request.Headers.TryGetValue(Header, out var sent))
        {
            await next(context);
            return;
        }

        var key = sent.ToString();
        if (key.Length is 0 or > LongestKey || !key.All(letter => letter is > ' ' and < '\u007f'))
        {
            throw ApiFault.Wrong($"The header {Header} has 1 to {LongestKey} visible ASCII characters.");
        }

        // The whole body is needed before anything is done: an upload waits on the disk, not in memory.
        Directory.CreateDirectory(uploads.Folder);
        await using var body = new FileBufferingReadStream(request.Body, BytesInMemory, null, uploads.Folder);
        var fingerprint = await FingerprintAsync(request, body, context.RequestAborted);
        body.Position = 0;
        request.Body = body;

        var id = (context.User.Identity?.Name ?? "", key);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!_running.TryAdd(id, mine))
        {
            if (_running.TryGetValue(id, out var other))
            {
                await other.Task.WaitAsync(context.RequestAborted);
            }
        }

        try
        {
            await DoOnceAsync(context, id, fingerprint);
        }
        finally
        {
            _running.TryRemove(id, out _);
            mine.SetResult();
        }
    }

    private async Task DoOnceAsync(HttpContext context, (string Person, string Key) id, byte[] fingerprint)
    {
        var known = await store.BeginAsync(id.Person, id.Key, fingerprint, context.RequestAborted);
        switch (known)
        {
            case { IsSame: false }:
                throw new ApiFault(StatusCodes.Status422UnprocessableEntity, $"The {Header} was used for another request; a new key is needed for each.");
            case { Answer: { } answer }:
                context.Response.Headers[ReplayedHeader] = "true";
                await SendAsync(context, answer);
                break;
            case { IsNew: true }:
                await DoAsync(context, id);
                break;
            default:
                throw new ApiFault(
                    StatusCodes.Status409Conflict, $"A request with this {Header} was begun, and what became of it is not known: its program ended before it did, or another one does it now. Look whether it was done before you use a new key.");
        }
    }

    private async Task DoAsync(HttpContext context, (string Person, string Key) id)
    {
        var response = context.Response;
        var wire = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        catch
        {
            await store.ForgetAsync(id.Person, id.Key);
            throw;
        }
        finally
        {
            response.Body = wire;
        }

        var answer = new StoredAnswer(response.StatusCode, response.ContentType, response.Headers.Location.ToString() is { Length: > 0 } place ? place : null, body.ToArray());
        // What was refused was not done: with the fault mended the key can be used.
        await (answer.Status < StatusCodes.Status300MultipleChoices ? store.EndAsync(id.Person, id.Key, answer) : store.ForgetAsync(id.Person, id.Key));
        await wire.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, StoredAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Location is { } place)
        {
            context.Response.Headers.Location = place;
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<byte[]> FingerprintAsync(HttpRequest request, Stream body, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        var buffer = new byte[BytesInMemory];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
