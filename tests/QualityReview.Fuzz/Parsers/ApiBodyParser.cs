using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Duplicates;
using QualityReview.Web.Api;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Bodies that programs send, each as every kind of request.</summary>
internal sealed class ApiBodyParser : Parser
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddApi().BuildServiceProvider();
    private readonly Func<HttpContext, Task>[] _readers =
    [
        Reader<QueueStart>(), Reader<QueueStateRequest>(), Reader<GuidelineRequest>(), Reader<AssigneesRequest>(), Reader<FilterRequest>(), Reader<ScoringStart>(), Reader<ReviewsRequest>(), Reader<UndoRequest>(), Reader<ExportStart>(), Reader<DuplicateOptions>(),
    ];

    public override string Name => "api-body";

    public override int MostBytes => 64 << 10;

    public override IReadOnlyList<string> Words { get; } =
    [
        "name", "kind", "rule", "sort", "descending", "count", "seed", "blind", "overlap", "gold", "people", "state", "open", "text", "scorers", "verdicts", "id", "verdict", "keep", "reasons", "note", "filter", "positions", "folder", "format", "threshold", "shingle", "bands", "rows",
    ];

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        """{"name":"q","kind":"random","rule":"all","count":10,"seed":7}""", """{"state":"paused"}""", """{"text":"Be kind."}""", """{"people":["ana"]}""", """{"name":"good","rule":"length > 3"}""", """{"scorers":["length_1"]}""",
        """{"verdicts":[{"id":"a","verdict":"keep","reasons":["spam"],"note":"x"}],"filter":"good"}""", """{"positions":[1,2]}""", """{"folder":"out","rule":"all","format":"csv"}""", """{"threshold":0.8,"shingle":5,"bands":64,"rows":2}""",
    }.Select(System.Text.Encoding.UTF8.GetBytes);

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other) => mutator.Json(input, other, Words);

    public override string Read(byte[] input)
    {
        var outcome = "";
        foreach (var read in _readers)
        {
            var context = new DefaultHttpContext { RequestServices = _services };
            context.Request.Body = new MemoryStream(input);
            try
            {
                read(context).GetAwaiter().GetResult();
                outcome += "read ";
            }
            catch (ApiFault fault)
            {
                FuzzFault.Unless(fault.Status == 400 && fault.Message.Length < 2000 && fault.Message.EndsWith('.') && !fault.Message.Contains("System.", StringComparison.Ordinal), $"No sentence: {fault.Message}");
                outcome += fault.Message.Split(' ')[^3..][0] + " ";
            }
        }

        return outcome;
    }

    public override void Dispose()
    {
        _services.Dispose();
        base.Dispose();
    }

    private static Func<HttpContext, Task> Reader<T>()
        where T : class => context => ApiBody.ReadAsync<T>(context);
}
