using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Clusters;
using QualityReview.Duplicates;
using QualityReview.People;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Tests.People;

namespace QualityReview.Web.Tests.Api;

/// <summary>The real web app over a dataset that has something of everything, and programs with tokens.</summary>
internal sealed class ApiApp : IAsyncDisposable
{
    public const string Scorer = "ask_llm_tests_1";

    private readonly AccountApp _app;
    private readonly Dictionary<string, Account> _accounts = [];

    private ApiApp(AccountApp app) => _app = app;

    public AccountApp Accounts => _app;

    public Dataset Dataset { get; private set; } = default!;

    public static async Task<ApiApp> StartAsync(int samples = 12, Dictionary<string, string>? settings = null)
    {
        var app = new ApiApp(await AccountApp.StartAsync(settings));
        await app.AddSamplesAsync(Some.Founds(samples));
        await app.ScoreAsync(samples);
        return app;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A program that acts for an account of that role, made where there is none; all scopes where none is named.</summary>
    public async Task<HttpClient> ProgramAsync(string role = Role.Lead, params string[] scopes)
    {
        if (!_accounts.TryGetValue(role, out var account))
        {
            _accounts[role] = account = await _app.Accounts.AddAsync($"program-{role}", role);
        }

        var secret = await Get<ApiTokenStore>().AddAsync(account.AccountId, "tests", scopes.Length == 0 ? TokenScope.All : scopes, null);
        var client = _app.Visitor();
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    public async Task AddSamplesAsync(IEnumerable<FoundSample> found)
    {
        var dataset = await Get<DatasetStore>().GetOrCreateAsync("testing");
        await Get<SampleWriter>().AddAsync(dataset.DatasetId, [.. found.Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        Dataset = Get<DatasetStore>().Get("testing");
    }

    /// <summary>Scores the first samples: each has its ordinal for a score, but for the second, which has none.</summary>
    /// <param name="key">Of the scorer.</param>
    /// <param name="scoreOf">Another score of an ordinal.</param>
    public async Task ScoreAsync(int samples, string key = Scorer, Func<int, float>? scoreOf = null)
    {
        var scores = Get<ScoreStore>();
        var run = await scores.BeginAsync(Dataset.DatasetId, Some.Card(key, ScoreDirection.HigherIsBetter, "p_no"), samples, "CPU", """{"made_for":"tests"}""", CancellationToken.None);
        var flags = new ScoreFlags[samples];
        flags[^1] = ScoreFlags.TooShort;
        await scores.CommitAsync(
            run, 0, new ScoreChunk([.. Enumerable.Range(0, samples).Select(i => i == 1 ? float.NaN : scoreOf?.Invoke(i) ?? i)], flags, [.. Enumerable.Range(0, samples).Select(i => i / 2f)], []), 0, 0, CancellationToken.None);
        await scores.FinishAsync(run);
    }

    /// <summary>Vectors, clusters and one group of duplicates.</summary>
    public async Task EmbedAsync()
    {
        var count = (Dataset = Get<DatasetStore>().Get("testing")).SampleCount;
        await Get<EmbeddingStore>().CommitAsync(
            Dataset.DatasetId, "embedder_tests_1", 0, count, [.. Enumerable.Range(0, count).SelectMany(i => new[] { (Half)Math.Cos(i / 10d), (Half)Math.Sin(i / 10d) })]);
        var clusters = Get<ClusterStore>();
        var clustering = await clusters.ReplaceAsync(
            Dataset.DatasetId, "embedder_tests_1", "{}", new KMeansResult([.. Enumerable.Range(0, count).Select(i => i % 2)], new float[count], new float[4], 2, 1));
        await clusters.SetMapAsync(clustering, new SampleMap([.. Enumerable.Range(0, count).Select(i => (ushort)i)], [.. Enumerable.Range(0, count).Select(i => (ushort)(2 * i))]));
        await clusters.SetWordsAsync(clustering, [["whales", "sea"], ["forums"]]);
        await Get<DuplicateStore>().ReplaceAsync(
            Dataset.DatasetId, new DuplicateOptions(), count, new DuplicateGroups([new(1, 2, true, 1, 1), new(1, 4, false, .75, .9)], 1, 0, 1), 0);
        Dataset = Get<DatasetStore>().Get("testing");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What tests say in a line.</summary>
internal static class ApiCalls
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public static async Task<(int Status, JsonElement Body, HttpResponseMessage Answer)> SendAsync(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? key = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, body.GetType())) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text.Split('\n')[0].StartsWith('{') && answer.Content.Headers.ContentType.MediaType.Contains("ndjson", StringComparison.Ordinal) ? text.Split('\n')[0] : text) : default, answer);
    }

    /// <summary>Sends what must be refused, and gives the sentence.</summary>
    public static async Task<string> RefusedAsync(this HttpClient client, int status, HttpMethod method, string path, object? body = null, string? key = null)
    {
        var (got, problem, answer) = await client.SendAsync(method, path, body, key);
        Assert.True(status == got, $"{method} {path}: {got} {problem}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return problem.GetProperty("detail").GetString()!;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
