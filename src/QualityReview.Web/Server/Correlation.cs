using System.Diagnostics;
using QualityReview.Storage;

namespace QualityReview.Web.Server;

/// <summary>The id that all log lines of one request have in common, or of one open page (a circuit). It is a W3C trace id, so that collected
/// traces are found by it too; a person who meets an unexpected fault is shown it.</summary>
public sealed class Correlation
{
    private readonly ActivitySpanId _root = ActivitySpanId.CreateRandom();
    private ActivityTraceId? _trace;

    public string Id => Trace.ToHexString();

    private ActivityTraceId Trace => _trace ??= Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom();

    /// <summary>Of a request; what its answer says in the header <see cref="CorrelationHeader.Header"/>.</summary>
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Begins a part of the work; until it is disposed, log lines carry the id.</summary>
    internal Activity Begin(string name) =>
        Figures.Traces.StartActivity(name, ActivityKind.Server, new ActivityContext(Trace, _root, ActivityTraceFlags.Recorded))
        ?? new Activity(name).SetParentId(Trace, _root).Start();
}
