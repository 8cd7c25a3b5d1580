using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualityReview.Hashing;

namespace QualityReview.Faults;

/// <summary>An answer of the API.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body)
{
    public bool IsGood => (int)Status is >= 200 and < 300;
}

/// <summary>Somebody, or somebody's program, who talks to the web app over HTTP. Connections break off now and then.</summary>
/// <param name="name">A proxy would put it into the header.</param>
/// <param name="number">Of this one among all of the run, so that nobody draws the same keys.</param>
internal sealed class Person(FaultRun run, string name, int number) : IDisposable
{
    public const string Header = "X-Forwarded-User";

    private readonly HttpClient _client = new() { Timeout = RunningProgram.Patience, DefaultRequestHeaders = { { Header, name }, { "X-Quality-Review", "1" } } };

    public string Name => name;

    public SeededRandom Random { get; } = new(StableHash.Of($"{run.Seed} {name} {number}"));

    /// <summary>One in so many requests is broken off by the person, wherever it then is.</summary>
    public int CutsOneIn { get; set; } = 25;

    public void Dispose() => _client.Dispose();

    /// <returns>Null where no answer came.</returns>
    public async Task<Answer?> SendAsync(HttpMethod method, string path, Func<HttpContent?>? body = null, string? key = null, bool mayCut = false)
    {
        using var cut = new CancellationTokenSource();
        if (mayCut && Random.NextInt(CutsOneIn) == 0)
        {
            cut.CancelAfter(TimeSpan.FromMilliseconds(Random.NextDouble() * 20));
        }

        try
        {
            using var request = new HttpRequestMessage(method, new Uri(run.Address(Random), path)) { Content = body?.Invoke() };
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var response = await _client.SendAsync(request, cut.Token);
            var text = await response.Content.ReadAsStringAsync(cut.Token);
            if ((int)response.StatusCode >= 500)
            {
                run.Saw(method, path, (int)response.StatusCode, text);
            }

            var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            return new Answer(response.StatusCode, json ? JsonSerializer.Deserialize<JsonElement>(text) : default);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    public Task<Answer?> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer?> PostAsync(string path, object body, string? key = null, bool mayCut = false) => SendAsync(HttpMethod.Post, path, () => JsonContent.Create(body), key, mayCut);

    public string NewKey() => $"{Random.NextUInt64():x16}{Random.NextUInt64():x16}";
}
