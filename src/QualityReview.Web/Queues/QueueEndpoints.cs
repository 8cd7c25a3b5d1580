using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Web.Api;

namespace QualityReview.Web.Queues;

/// <summary>What focus mode talks to: plain requests, which survive a lost connection better than a circuit does.</summary>
internal static class QueueEndpoints
{
    /// <summary>A page of another site cannot send it without asking first, and nobody allows that.</summary>
    public const string Header = "X-Quality-Review";

    public static void MapQueues(this WebApplication app)
    {
        // Whoever judges in a browser is never made to wait.
        var queues = app.MapGroup("/api/queues/{queue}").WithTags("Queues").DisableRateLimiting();
        queues.MapGet("/items", TakeAsync).As("takeItems", ApiPolicy.Review, "Items to judge: those that the caller holds, and more until there are as many as asked for.").Produces<QueueAnswer>();
        queues.MapGet("/items/{position:int}", Whole).As("getItem", ApiPolicy.Review, "One item with its whole text.").Produces<ItemAnswer>();
        queues.MapPost("/verdicts", DoAsync).As("judgeItems", ApiPolicy.Review, "Verdicts, skips and undoings, each saved or refused by itself; the same key is the same act.").Produces<ActsAnswer>();
        app.MapPut("/api/review-keys", SaveKeysAsync).WithTags("Queues").DisableRateLimiting().RequireAuthorization(Role.Annotator)
            .WithName("setReviewKeys").WithSummary("Sets the keys by which the person judges in focus mode.").Produces<KeysRequest>();
    }

    private static async Task<IResult> TakeAsync(
        [Description(Says.Queue)] string queue,
        QueueDesk desk,
        ClaimsPrincipal person,
        CancellationToken cancellation,
        [Description("Items that the caller holds afterwards, 0 to 100.")] int take = 10,
        [Description("Version of the guideline that is known; another one comes with the answer.")] int guideline = -1,
        [Description("Whether the last acts that can be taken back come along.")] bool recent = false) =>
        desk.Find(queue) is { } found
            ? Results.Json(await desk.TakeAsync(found, NameOf(person), take, guideline, recent, cancellation))
            : NoQueue(queue);

    private static IResult Whole([Description(Says.Queue)] string queue, [Description("0-based place in the queue.")] int position, QueueDesk desk) => desk.Find(queue) is not { } found
        ? NoQueue(queue)
        : desk.Whole(found, position) is { } item
        ? Results.Json(item)
        : Fault(StatusCodes.Status404NotFound, $"The queue {queue} has no item {position}.");

    private static async Task<IResult> DoAsync([Description(Says.Queue)] string queue, ActsRequest request, QueueDesk desk, HttpContext context)
    {
        if (desk.Find(queue) is not { } found)
        {
            return NoQueue(queue);
        }

        var person = NameOf(context.User);
        if (request.Person != person)
        {
            return Fault(StatusCodes.Status409Conflict, $"These verdicts are by {request.Person}, and {person} is signed in.");
        }

        if (request.Acts is not { } acts || acts.Count > ActsRequest.MostActs)
        {
            return Fault(StatusCodes.Status400BadRequest, $"{request.Acts?.Count ?? 0} acts came at once; 1 to {ActsRequest.MostActs} are supported.");
        }

        // Where JSON says null.
        if (request.Acts.Any(act => act is null || act.Key is null || act.Act is null || act.Reasons is null || act.Reasons.Contains(null!) || act.Note is null || act.Undoes is null))
        {
            return Fault(StatusCodes.Status400BadRequest, "An act lacks its key, act, reasons, note or undoes.");
        }

        var began = Stopwatch.GetTimestamp();
        // All are handed to the writer, in their order, before the first is waited for: what a browser kept while it was cut off is one
        // commit, not twenty. Not cancelled when the browser goes away: an act is whole or was never begun, and these have come.
        var results = await Task.WhenAll(acts.Select(act => desk.DoAsync(found, person, act, request.Reveal, CancellationToken.None)));

        // Shown by the browser's own tools; the load generator reads it too.
        context.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"save;dur={Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.##}");
        return Results.Json(new ActsAnswer(results));
    }

    private static async Task<IResult> SaveKeysAsync(KeysRequest request, ReviewerKeys keys, HttpContext context)
    {
        try
        {
            return Results.Json(new KeysRequest(await keys.SaveAsync(NameOf(context.User), request.Keys, context.RequestAborted)));
        }
        catch (WrongWordsException fault)
        {
            return Fault(StatusCodes.Status400BadRequest, fault.Message);
        }
    }

    private static string NameOf(ClaimsPrincipal person) => person.Identity?.Name ?? "";

    private static IResult NoQueue(string name) => Fault(StatusCodes.Status404NotFound, $"There is no queue {name}.");

    // The page reads the sentence under a name of its own.
    private static IResult Fault(int status, string fault)
    {
        var problem = ApiProblems.Of(status, fault);
        problem.Extensions["fault"] = fault;
        return Results.Json(problem, contentType: ApiProblems.ContentType, statusCode: status);
    }
}
