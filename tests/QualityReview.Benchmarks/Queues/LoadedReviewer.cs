using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using QualityReview.Hashing;

namespace QualityReview.Benchmarks.Queues;

/// <summary>What all reviewers of a run write down together.</summary>
internal sealed class LoadLog
{
    private int _verdicts;

    /// <summary>Every act that the server said was saved: key to verdict, 0 for an undo.</summary>
    public ConcurrentDictionary<string, int> Saved { get; } = new();

    /// <summary>Of each save, with the seconds since the server was started.</summary>
    public ConcurrentBag<(double Ms, double Since)> ServerMs { get; } = [];

    /// <summary>Timestamp of the last start of the server.</summary>
    public long StartedAt;

    /// <summary>First sendings alone: what came to nothing and was sent again is counted in <see cref="Resent"/>.</summary>
    public ConcurrentBag<double> ClientMs { get; } = [];

    public int Resent;

    /// <summary>Set where people stop after a time, not after a number of verdicts.</summary>
    public volatile bool IsOver;

    public int CutOff;

    public int Verdicts => Volatile.Read(ref _verdicts);

    public void Count() => Interlocked.Increment(ref _verdicts);
}

/// <summary>A person without a browser who does as focus mode does: takes ten, judges one after the other, keeps each act until it is
/// saved, and sends it again with the same key when the connection broke.</summary>
internal sealed class LoadedReviewer(HttpClient client, string name, BenchmarkOptions options, LoadLog log)
{
    private readonly SeededRandom _random = new(StableHash.Of(name));
    private readonly List<string> _given = [];

    public async Task RunAsync()
    {
        while (log.Verdicts < options.Verdicts && !log.IsOver)
        {
            if (await TakeAsync() is not { } items || items.Count == 0)
            {
                await Task.Delay(300);
                continue;
            }

            foreach (var position in items.Take(5))
            {
                await Task.Delay((int)(_random.NextDouble() * 2 * options.Pause));
                await ActAsync(position);
                if (log.Verdicts >= options.Verdicts || log.IsOver)
                {
                    return;
                }
            }
        }
    }

    private async Task ActAsync(int position)
    {
        var key = $"{_random.NextUInt64():x16}{_random.NextUInt64():x16}";
        switch (_random.NextInt(40))
        {
            case 0:
                await SendAsync(new { key, act = "skip", position });
                return;
            case 1 when _given.Count > 0:
                await SendAsync(new { key, act = "undo", position, undoes = _given[^1] });
                _given.RemoveAt(_given.Count - 1);
                log.Saved[key] = 0;
                return;
            default:
                var verdict = 1 + _random.NextInt(3);
                await SendAsync(new { key, act = verdict switch { 1 => "keep", 2 => "drop", _ => "unsure" }, position, seconds = _random.NextDouble() * 20, reasons = verdict == 2 ? new[] { "spam" } : [] });
                log.Saved[key] = verdict;
                _given.Add(key);
                log.Count();
                return;
        }
    }

    private async Task<List<int>?> TakeAsync()
    {
        try
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/queues/load/items?take=10", UriKind.Relative));
            return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt32())];
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }

    private async Task SendAsync(object act)
    {
        for (var sending = 0; ; sending++)
        {
            // One in twenty-five breaks off in the middle, wherever the request then is.
            using var cut = new CancellationTokenSource();
            if (sending == 0 && _random.NextInt(25) == 0)
            {
                cut.CancelAfter(TimeSpan.FromMilliseconds(_random.NextDouble() * 15));
            }

            try
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queues/load/verdicts") { Content = JsonContent.Create(new { person = name, acts = new[] { act } }) };
                request.Headers.Add("X-Quality-Review", "1");
                using var answer = await client.SendAsync(request, cut.Token);
                answer.EnsureSuccessStatusCode();
                var result = (await answer.Content.ReadFromJsonAsync<JsonElement>(cut.Token)).GetProperty("results")[0];
                if (!result.GetProperty("saved").GetBoolean())
                {
                    throw new QualityReviewException($"The server refused an act: {result.GetProperty("fault")}");
                }

                if (sending == 0)
                {
                    log.ClientMs.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }

                log.ServerMs.Add((
                    double.Parse(answer.Headers.GetValues("Server-Timing").Single().Split('=')[1], CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(Volatile.Read(ref log.StartedAt)).TotalSeconds));
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or JsonException or IOException)
            {
                Interlocked.Increment(ref cut.IsCancellationRequested ? ref log.CutOff : ref log.Resent);
                await Task.Delay(50 + _random.NextInt(200), CancellationToken.None);
            }
        }
    }
}
