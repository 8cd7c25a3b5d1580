namespace QualityReview.Faults.Scenarios;

/// <summary>A person without a browser who does as focus mode does: takes ten, judges one after the other, keeps each act until it is
/// saved, and sends it again with the same key where the connection broke.</summary>
/// <param name="pauseMs">Time of looking at a sample, on average.</param>
internal sealed class Reviewing(FaultRun run, string name, int pauseMs, string queue = Templates.Queue)
{
    private readonly Person _person = run.NewPerson(name);
    private readonly List<string> _given = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = await _person.SendAsync(HttpMethod.Get, $"/api/queues/{queue}/items?take=10", mayCut: true);
            var items = answer is { IsGood: true } ? answer.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt32()).ToList() : [];
            if (items.Count == 0)
            {
                await Task.Delay(100, CancellationToken.None);
            }

            foreach (var position in items.Take(5))
            {
                if (stop.IsCancellationRequested)
                {
                    return;
                }

                await Task.Delay((int)(_person.Random.NextDouble() * 2 * pauseMs), CancellationToken.None);
                await ActAsync(position, stop);
            }
        }
    }

    private async Task ActAsync(int position, CancellationToken stop)
    {
        var key = _person.NewKey();
        switch (_person.Random.NextInt(20))
        {
            case 0:
                await SendAsync(new { key, act = "skip", position }, stop);
                return;
            case <= 2 when _given.Count > 0:
                var undone = _given[^1];
                _given.RemoveAt(_given.Count - 1);
                if (await SendAsync(new { key, act = "undo", position, undoes = undone }, stop))
                {
                    run.Acknowledged.Acts[key] = 0;
                }

                return;
            default:
                var verdict = 1 + _person.Random.NextInt(3);
                if (await SendAsync(
                    new { key, act = verdict switch { 1 => "keep", 2 => "drop", _ => "unsure" }, position, seconds = _person.Random.NextDouble() * 20, reasons = verdict == 2 ? new[] { "spam" } : [] }, stop))
                {
                    run.Acknowledged.Acts[key] = verdict;
                    _given.Add(key);
                }

                return;
        }
    }

    /// <returns>Whether the app said that the act is saved; false where it refused it, or where the run ended before.</returns>
    private async Task<bool> SendAsync(object act, CancellationToken stop)
    {
        for (var tries = 0; tries == 0 || !stop.IsCancellationRequested; tries++)
        {
            var answer = await _person.PostAsync($"/api/queues/{queue}/verdicts", new { person = _person.Name, acts = new[] { act } }, mayCut: tries == 0);
            if (answer is { IsGood: true })
            {
                return answer.Body.GetProperty("results")[0].GetProperty("saved").GetBoolean();
            }

            if (answer is { Status: System.Net.HttpStatusCode.NotFound })
            {
                // The dataset was removed, and its queue with it.
                return false;
            }

            await Task.Delay(20 + _person.Random.NextInt(80), CancellationToken.None);
        }

        return false;
    }
}
