using System.Text.Json;

namespace QualityReview.Faults;

/// <summary>Waits until no job runs, and asks for what failed or was interrupted to go on: each ends done, and what failed had said why.</summary>
internal sealed class JobsToTheEnd(FaultRun run)
{
    private const int MostTries = 3;

    private readonly Person _lead = run.NewPerson("lead");
    private readonly Dictionary<long, int> _tries = [];

    public async Task RunAsync()
    {
        for (var waited = 0; ; waited++)
        {
            var jobs = await ListAsync();
            if (jobs.Count == 0 && !await ResumeAsync())
            {
                return;
            }

            if (waited > 2400)
            {
                run.Breach($"Jobs did not end in two minutes: {string.Join("; ", jobs.Select(job => $"{job.GetProperty("title")} {job.GetProperty("state")}"))}.");
                return;
            }

            await Task.Delay(50);
        }
    }

    private async Task<List<JsonElement>> ListAsync() => [.. (await AllAsync()).Where(job => State(job) is "queued" or "running")];

    private async Task<IEnumerable<JsonElement>> AllAsync() =>
        await _lead.GetAsync("/api/jobs?take=200") is { IsGood: true } answer ? answer.Body.GetProperty("items").EnumerateArray() : throw new QualityReviewException("The list of jobs cannot be had.");

    private static string State(JsonElement job) => job.GetProperty("state").GetString()!;

    /// <returns>Whether there was one to resume.</returns>
    private async Task<bool> ResumeAsync()
    {
        var any = false;
        foreach (var job in (await AllAsync()).Where(job => State(job) is "failed" or "interrupted" or "cancelled").ToList())
        {
            var (id, message) = (job.GetProperty("job").GetInt64(), job.GetProperty("message").GetString()!);
            if (message.Length == 0 || message.StartsWith("Unexpected fault", StringComparison.Ordinal) || !message.EndsWith('.'))
            {
                run.Breach($"The job \"{job.GetProperty("title")}\" {State(job)} without a reason in a sentence: {message}");
            }

            if (run.Scenario.IsSettled(message))
            {
                continue;
            }

            _tries[id] = _tries.GetValueOrDefault(id) + 1;
            if (_tries[id] > MostTries)
            {
                run.Breach($"The job \"{job.GetProperty("title")}\" cannot be brought to its end: {message}");
                continue;
            }

            run.Note(State(job) == "failed" ? "job failed with a reason, then done" : "job resumed");
            any |= await _lead.PostAsync($"/api/jobs/{id}/resume", new { }) is { IsGood: true };
        }

        return any;
    }
}
