using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Web.Queues;

namespace QualityReview.Web.Api;

/// <summary>Queues as leads make and watch them. What reviewers send and get is <see cref="QueueEndpoints"/>.</summary>
internal static class QueuesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/queues", Open).As("listOpenQueues", ApiPolicy.Review, "Queues that have something to judge for the caller, oldest first.");
        api.MapGet("/datasets/{dataset}/queues", List).As("listQueues", ApiPolicy.LeadRead, "The queues of a dataset, newest first, with how far they are.");
        api.MapPost("/datasets/{dataset}/queues", AddAsync).As("createQueue", ApiPolicy.Write, "Draws samples by a stated rule and makes a queue of them.")
            .Body<QueueStart>().Produces<QueueReport>(StatusCodes.Status201Created);
        var queue = api.MapGroup("/queues/{queue}");
        queue.MapGet("", ([Description(Says.Queue)] string queue, QueueRooms rooms) => QueueReport.Of(Find(rooms, queue), rooms))
            .As("getQueue", ApiPolicy.LeadRead, "One queue: how it was drawn, how far it is, who did what, its guideline and its reviewers.");
        queue.MapPut("/state", SetStateAsync).As("setQueueState", ApiPolicy.Write, "Opens, pauses or archives a queue.").Body<QueueStateRequest>();
        queue.MapPut("/guideline", GuideAsync).As("setQueueGuideline", ApiPolicy.Write, "Saves a guideline as a new version; the same text changes nothing.").Body<GuidelineRequest>();
        queue.MapPut("/assignees", AssignAsync).As("setQueueAssignees", ApiPolicy.Write, "Sets who may review.").Body<AssigneesRequest>();
    }

    private static Listing<OpenQueue> Open(QueueWork work, QueueRooms rooms) => new(
        [.. work.OpenFor(rooms.Reviewer.Name).Select(open => new OpenQueue(open.Queue.Name, rooms.Datasets.Find(open.Queue.DatasetId)?.Name ?? "", open.Queue.IsBlind, open.Left))], null);

    private static Listing<QueueReport> List([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, QueueRooms rooms) =>
        new([.. rooms.Queues.List(lists.Dataset(dataset).DatasetId).Select(queue => QueueReport.Of(queue, rooms))], null);

    private static async Task<IResult> AddAsync([Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, QueueRooms rooms)
    {
        var request = await ApiBody.ReadAsync<QueueStart>(context);
        var loaded = lists.Table(dataset);
        var rule = FilterRule.Parse(request.Rule, loaded.Table).ToString();
        var compared = request.Filter is { Length: > 0 } filter ? rooms.Filters.Get(loaded.Dataset.DatasetId, filter).Rule : "";
        var queue = await rooms.AddAsync(request.ToRequest(loaded, rule, compared, rooms.Reviewer.Name));
        return Results.Created($"{ApiPaths.Root}/queues/{Uri.EscapeDataString(queue.Name)}", QueueReport.Of(queue, rooms));
    }

    private static async Task<QueueReport> SetStateAsync([Description(Says.Queue)] string queue, HttpContext context, QueueRooms rooms)
    {
        var request = await ApiBody.ReadAsync<QueueStateRequest>(context);
        await rooms.SetStateAsync(Find(rooms, queue), request.State);
        return QueueReport.Of(Find(rooms, queue), rooms);
    }

    private static async Task<QueueReport> GuideAsync([Description(Says.Queue)] string queue, HttpContext context, QueueRooms rooms)
    {
        var request = await ApiBody.ReadAsync<GuidelineRequest>(context);
        var found = Find(rooms, queue);
        await rooms.GuideAsync(found, request.Text);
        return QueueReport.Of(found, rooms);
    }

    private static async Task<QueueReport> AssignAsync([Description(Says.Queue)] string queue, HttpContext context, QueueRooms rooms)
    {
        var request = await ApiBody.ReadAsync<AssigneesRequest>(context);
        var found = Find(rooms, queue);
        var people = rooms.People();
        if (request.People.FirstOrDefault(name => name is null || !people.Contains(name)) is { } stranger)
        {
            throw ApiFault.Wrong($"There is no open account \"{stranger}\".");
        }

        await rooms.AssignAsync(found, [.. request.People]);
        return QueueReport.Of(found, rooms);
    }

    private static Queue Find(QueueRooms rooms, string name) => rooms.Queues.Find(name) ?? throw ApiFault.NotFound($"There is no queue {name}.");
}
