using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Queues;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Server;

namespace QualityReview.Web.Tests.Queues;

/// <summary>The real web app for one user, over a dataset with scores and one queue; it can be stopped and started over the same data
/// folder and port.</summary>
internal sealed class QueueApp : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private WebApplication? _app;

    private QueueApp(Dictionary<string, string>? settings) => _settings = settings ?? [];

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    public IServiceProvider Services => _app!.Services;

    public Dataset Dataset { get; private set; } = default!;

    public Queue Queue { get; private set; } = default!;

    public HttpClient Client { get; } = new();

    public static async Task<QueueApp> StartAsync(int samples, Func<QueueRequest, QueueRequest>? change = null, Dictionary<string, string>? settings = null)
    {
        var app = new QueueApp(settings);
        await app.StartAsync();
        var dataset = await app.Services.GetRequiredService<DatasetStore>().GetOrCreateAsync("testing");
        await app.Services.GetRequiredService<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(samples).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        app.Dataset = app.Services.GetRequiredService<DatasetStore>().Get("testing");
        var scores = app.Services.GetRequiredService<ScoreStore>();
        var run = await scores.BeginAsync(dataset.DatasetId, Some.Card("ask_llm_tests_1"), samples, "CPU", "{}", CancellationToken.None);
        await scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, samples).Select(i => (i * 37 % samples + .5f) / samples)], new ScoreFlags[samples], [], []), 0, 0, CancellationToken.None);
        var request = new QueueRequest { DatasetId = dataset.DatasetId, Name = "first", Author = "lead", Draw = new QueueDraw { Kind = QueueKind.AsShown, Size = samples } };
        app.Queue = await app.AddAsync(change?.Invoke(request) ?? request);
        return app;
    }

    public Task<Queue> AddAsync(QueueRequest request) => Services.GetRequiredService<QueueStore>().AddAsync(
        request, Services.GetRequiredService<QueueDrawer>().Draw(Services.GetRequiredService<QualityReview.Filters.SampleTables>().Get(request.DatasetId), request.Draw));

    public async Task<JsonElement> TakeAsync(int count = 10, string more = "") =>
        await Client.GetFromJsonAsync<JsonElement>(new Uri(Url, $"/api/queues/first/items?take={count}{more}"));

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(object body, bool header = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, "/api/queues/first/verdicts")) { Content = JsonContent.Create(body) };
        if (header)
        {
            request.Headers.Add("X-Quality-Review", "1");
        }

        using var answer = await Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async Task StartAsync()
    {
        _app = QualityReviewServer.Build(_folder.File("data"), Url.OriginalString.TrimEnd('/'), builder =>
        {
            builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
            builder.Configuration["QualityReview:Access:SingleUser"] = "true";
            builder.Configuration["QualityReview:Reviewer"] = "ana";
            foreach (var (key, value) in _settings)
            {
                builder.Configuration["QualityReview:" + key] = value;
            }
        });
        await _app.StartAsync();
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        _folder.Dispose();
    }
}
