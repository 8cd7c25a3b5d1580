using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Jobs;
using QualityReview.Storage;
using QualityReview.Web.Server;
using QualityReview.Web.Tests.Api;

namespace QualityReview.Web.Tests.Server;

public sealed class TelemetryTests
{
    private const string Scorer = "perplexity_lm_mini_1";

    [Fact]
    public async Task Figures_AfterAnImportAScoringAndASave_AreWhatWasDone()
    {
        await using var app = await ApiApp.StartAsync();
        using var heard = new Heard(app.Get<ReviewDatabase>());
        var client = await app.ProgramAsync();

        await WorkAsync(app, client);

        Assert.Equal(3, heard.Sum("quality_review.import.rows"));
        var run = (await client.JsonAsync("/api/datasets/more/scoring-runs")).GetProperty("items").EnumerateArray().Single(run => run.Text("scorer") == Scorer);
        Assert.Equal((3, run.GetProperty("tokens").GetInt64()), (heard.Sum("quality_review.scoring.samples"), (long)heard.Sum("quality_review.scoring.tokens")));
        Assert.True(heard.Sum("quality_review.scoring.tokens") > 0);
        Assert.Equal(1, heard.Count("quality_review.review.save.duration"));
        Assert.InRange(heard.Sum("quality_review.review.save.duration"), double.Epsilon, 60);
        Assert.True(heard.Count("quality_review.database.write.wait") >= heard.Count("quality_review.review.save.duration") + 2);
    }

    [Fact]
    public async Task Levels_OfJobsAndOpenPages_AreThoseOfTheMoment()
    {
        await using var app = await ApiApp.StartAsync();
        using var heard = new Heard(app.Get<ReviewDatabase>());

        Assert.Equal(("queued 0", "running 0"), heard.Jobs());
        // No lane takes it: it waits as long as the app runs.
        await app.Get<JobStore>().AddAsync("of no kind", null, "A job of no kind", "{}", "tests", TestContext.Current.CancellationToken);
        Assert.Equal(("queued 1", "running 0"), heard.Jobs());

        await using var scope = app.Accounts.Services.CreateAsyncScope();
        var page = scope.ServiceProvider.GetServices<CircuitHandler>().OfType<PageCircuit>().Single();
        await page.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        await page.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        await page.OnCircuitClosedAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal(1, heard.Sum("quality_review.circuits"));
    }

    [Fact]
    public async Task Collector_ThatTheSettingsName_GetsFiguresAndTheTraceOfARequest()
    {
        await using var collector = await Collector.StartAsync();
        string id;
        await using (var app = await ApiApp.StartAsync(settings: new() { ["Telemetry:Endpoint"] = collector.Address + "/", ["Telemetry:Seconds"] = "3600" }))
        {
            var client = await app.ProgramAsync();
            await WorkAsync(app, client);
            id = Assert.Single((await client.SendAsync(HttpMethod.Get, "/api/datasets/more/samples?search=hushhush")).Answer.Headers.GetValues(CorrelationHeader.Header));
            Assert.Empty(collector.Bodies("/v1/metrics"));
        }

        // The end of the app sends what there is.
        var metrics = Encoding.Latin1.GetString([.. collector.Bodies("/v1/metrics").SelectMany(body => body)]);
        Assert.All(
            ["quality_review.import.rows", "quality_review.scoring.tokens", "quality_review.review.save.duration", "quality_review.database.write.wait", "quality_review.jobs", "http.server.request.duration", "quality-review"],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        var traces = Encoding.Latin1.GetString([.. collector.Bodies("/v1/traces").SelectMany(body => body)]);
        Assert.All(["job import", "/api/datasets/{dataset}/samples", "/api/datasets/more/samples", Encoding.Latin1.GetString(Convert.FromHexString(id))], part => Assert.Contains(part, traces, StringComparison.Ordinal));
        Assert.DoesNotContain("hushhush", traces, StringComparison.Ordinal);
    }

    internal static ByteArrayContent File(string lines) => new(Encoding.UTF8.GetBytes(lines)) { Headers = { ContentType = new("application/octet-stream") } };

    private static async Task WorkAsync(ApiApp app, HttpClient client)
    {
        var lines = string.Join('\n', Enumerable.Range(0, 3).Select(i => $$"""{"id":"m-{{i}}","text":"A text of its own, number {{i}}."}""").Append("nonsense"));
        await EndedAsync((await client.SendAsync(HttpMethod.Post, "/api/datasets/more/imports?file=more.jsonl", File(lines))).Body.GetProperty("job").GetInt64());
        await EndedAsync((await client.SendAsync(HttpMethod.Post, "/api/datasets/more/scoring-runs", new { scorers = new[] { Scorer } })).Body.GetProperty("jobs")[0].GetProperty("job").GetInt64());
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, "/api/datasets/more/reviews", new { verdicts = new[] { new { id = "m-1", verdict = "keep" } } })).Status);

        async Task EndedAsync(long job)
        {
            while (app.Get<JobStore>().Find(job) is { State: JobState.Queued or JobState.Running })
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(JobState.Done, app.Get<JobStore>().Find(job)!.State);
        }
    }

    /// <summary>Listens to the figures of one database, as dotnet-counters would.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _heard = new();

        public Heard(ReviewDatabase database)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter is { Name: "QualityReview" } meter && meter.Scope == database)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();

        public double Sum(string name) => _heard.Where(one => one.Name == name).Sum(one => one.Value);

        public int Count(string name) => _heard.Count(one => one.Name == name);

        public (string Queued, string Running) Jobs()
        {
            _heard.Clear();
            _listener.RecordObservableInstruments();
            string[] found = [.. _heard.Where(one => one.Name == "quality_review.jobs").Select(one => $"{one.Tags} {one.Value}")];
            return (found[0], found[1]);
        }

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _heard.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
    }

    /// <summary>Takes what an OpenTelemetry collector would, and keeps it as it came.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _taken = new();
        private readonly WebApplication _app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.MapPost("/v1/{what}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                _taken.Enqueue((request.Path, body.ToArray()));
            });
        }

        public string Address => _app.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync();
            return collector;
        }

        public IReadOnlyList<byte[]> Bodies(string path) => [.. _taken.Where(one => one.Path == path).Select(one => one.Body)];

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
