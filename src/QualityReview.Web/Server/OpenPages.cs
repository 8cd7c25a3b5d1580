using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using QualityReview.Storage;

namespace QualityReview.Web.Server;

/// <summary>Counts the pages that people have open.</summary>
internal sealed class OpenPages(ReviewDatabase database)
{
    private readonly UpDownCounter<long> _circuits = database.Figures.Level("quality_review.circuits", "{circuit}", "Pages that are open, those that have lost their connection for a moment included.");

    public void Add(int pages) => _circuits.Add(pages);
}

/// <summary>Gives all that happens on one open page the page's id in the log, and counts the page.</summary>
internal sealed partial class PageCircuit(Correlation correlation, OpenPages pages, ILogger<PageCircuit> logger) : CircuitHandler
{
    /// <summary>What the framework logs of a page that stopped names the circuit alone: this line leads there from the id that the person is shown.</summary>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        using var span = correlation.Begin("page connected");
        LogConnected(logger, correlation.Id, circuit.Id);
        return Task.CompletedTask;
    }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Add(1);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Add(-1);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        using var span = correlation.Begin("page");
        await next(context);
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Page {id} is connected, circuit {circuit}")]
    private static partial void LogConnected(ILogger logger, string id, string circuit);
}
