using System.Net;
using Dapper;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Storage;
using QualityReview.Web.Server;
using QualityReview.Web.Tests.Api;

namespace QualityReview.Web.Tests.Server;

/// <summary>Whoever meets a fault is shown the id by which the log has its cause.</summary>
public sealed class CorrelationTests
{
    [Fact]
    public async Task Fault_InTheApi_HasTheIdOfItsLogLine()
    {
        await using var app = await ApiApp.StartAsync();
        var (lines, client) = (Listen(app), await app.ProgramAsync());
        await app.Get<ReviewDatabase>().WriteAsync(connection => connection.Execute("drop table exports"));

        var (status, problem, answer) = await client.SendAsync(HttpMethod.Get, "/api/datasets/testing/exports");

        var line = Assert.Single(lines.All, line => line.Fault is not null);
        Assert.Equal(500, status);
        Assert.Equal(problem.Text("traceId"), line.Scope["TraceId"]?.ToString());
        Assert.EndsWith("id " + problem.Text("traceId"), line.Message, StringComparison.Ordinal);
        Assert.Equal(problem.Text("traceId"), Assert.Single(answer.Headers.GetValues(CorrelationHeader.Header)));
        // A refusal has one too, and each request its own.
        var refused = (await client.SendAsync(HttpMethod.Get, "/api/exports/nine")).Body;
        Assert.Matches("^[0-9a-f]{32}$", refused.Text("traceId"));
        Assert.NotEqual(problem.Text("traceId"), refused.Text("traceId"));
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("*/*", "text/plain")]
    public async Task Fault_OutsideTheApi_IsAnsweredWithTheIdAndNothingOfTheCause(string accept, string expected)
    {
        await using var app = await ApiApp.StartAsync();
        var (lines, lead) = (Listen(app), await app.Accounts.JoinedAsync("Ana", Role.Lead));
        await app.Get<ReviewDatabase>().WriteAsync(connection => connection.Execute("drop table exports"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/exports/1/download");
        lead.DefaultRequestHeaders.Accept.Clear();
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await lead.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var line = Assert.Single(lines.All, line => line.Fault is not null);
        var id = Assert.Single(answer.Headers.GetValues(CorrelationHeader.Header));
        Assert.Equal((HttpStatusCode.InternalServerError, expected, id), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, line.Scope["TraceId"]?.ToString()));
        Assert.Contains($"Unexpected fault, id {id}.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no such table", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_UnlessTheSettingsSayOtherwise_SaysTheIdWithEachLine()
    {
        await using var app = await ApiApp.StartAsync();

        Assert.Equal("simple", app.Get<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.True(app.Get<IOptions<SimpleConsoleFormatterOptions>>().Value.IncludeScopes);
    }

    [Fact]
    public async Task Page_Shown_HoldsTheIdOfItsRequestForTheNoticeThatItStopped()
    {
        await using var app = await ApiApp.StartAsync();
        var ana = await app.Accounts.JoinedAsync("Ana", Role.Annotator);

        using var answer = await ana.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var id = Assert.Single(answer.Headers.GetValues(CorrelationHeader.Header));
        Assert.Contains($">{id}</code>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPage_WhateverItDoes_LogsUnderOneIdOfItsOwn()
    {
        await using var app = await ApiApp.StartAsync();
        var lines = Listen(app);
        var logger = app.Get<ILoggerFactory>().CreateLogger("tests");
        var ids = new List<string>();
        for (var page = 0; page < 2; page++)
        {
            await using var scope = app.Accounts.Services.CreateAsyncScope();
            var circuit = scope.ServiceProvider.GetServices<CircuitHandler>().OfType<PageCircuit>().Single();
            for (var act = 0; act < 2; act++)
            {
                await circuit.CreateInboundActivityHandler(async _ =>
                {
                    await Task.Yield();
                    logger.LogError("Page {Page} did something.", page);
                })(null!);
            }

            ids.Add(scope.ServiceProvider.GetRequiredService<Correlation>().Id);
        }

        Assert.Equal([ids[0], ids[0], ids[1], ids[1]], lines.All.Where(line => line.Message.EndsWith("did something.", StringComparison.Ordinal)).Select(line => line.Scope["TraceId"]?.ToString()!));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task Job_ThatFailsUnexpectedly_SaysTheIdOfItsLogLine()
    {
        await using var app = await ApiApp.StartAsync();
        var (lines, client) = (Listen(app), await app.ProgramAsync());
        await app.Get<ReviewDatabase>().WriteAsync(connection => connection.Execute("drop table imports"));

        var number = (await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/imports?file=a.jsonl", TelemetryTests.File("{\"id\":\"a\",\"text\":\"b\"}"))).Body.GetProperty("job").GetInt64();
        while (app.Get<JobStore>().Find(number) is { State: JobState.Queued or JobState.Running })
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var line = Assert.Single(lines.All, line => line.Fault is not null);
        Assert.Contains($"Unexpected fault {line.Scope["TraceId"]}: ", app.Get<JobStore>().Find(number)!.Message, StringComparison.Ordinal);
    }

    private static LogLines Listen(ApiApp app)
    {
        var lines = new LogLines();
        app.Get<ILoggerFactory>().AddProvider(lines);
        return lines;
    }
}
