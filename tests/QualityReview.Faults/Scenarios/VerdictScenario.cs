namespace QualityReview.Faults.Scenarios;

/// <summary>Leads judge many samples at once by the API, all or none, take entries back, contradict each other and settle it.</summary>
internal sealed class VerdictScenario : Scenario
{
    private const string Path = $"/api/datasets/{Templates.Kept}/reviews";

    public override string Name => "bulk verdicts";

    public override Template Template => Template.Raw;

    public override bool EndsByItself => false;

    public override Task WorkAsync(FaultRun run, CancellationToken stop) => Task.WhenAll([
        .. Enumerable.Range(1, 3).Select(number => LeadAsync(run, run.NewPerson($"lead{number}"), stop)), new Reviewing(run, "reviewer1", 40).RunAsync(stop)]);

    private static async Task LeadAsync(FaultRun run, Person lead, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var positions = lead.Random.NextInt(4) == 0 ? await SettleAsync(run, lead) : await JudgeAsync(run, lead, stop);
            if (positions.Count > 0 && lead.Random.NextInt(3) == 0)
            {
                await TakeBackAsync(run, lead, [.. positions.Take(5)]);
            }

            await Task.Delay(lead.Random.NextInt(60), CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<long>> JudgeAsync(FaultRun run, Person lead, CancellationToken stop)
    {
        var note = lead.NewKey();
        var first = lead.Random.NextInt(Templates.KeptSamples - 30);
        var count = 1 + lead.Random.NextInt(30);
        var verdicts = Enumerable.Range(first, count).Select(i => new { id = $"k{i}", verdict = lead.Random.NextInt(2) == 0 ? "keep" : "drop", note }).ToArray();
        return await SendAsync(run, lead, verdicts, note, count, stop);
    }

    /// <summary>Where nobody disagrees the app refuses it, and nothing is written.</summary>
    private static Task<IReadOnlyList<long>> SettleAsync(FaultRun run, Person lead)
    {
        var note = lead.NewKey();
        return SendAsync(run, lead, new[] { new { id = $"k{lead.Random.NextInt(Templates.KeptSamples)}", verdict = "keep", note, settles = true } }, note, 1, new CancellationToken(true));
    }

    private static async Task<IReadOnlyList<long>> SendAsync(FaultRun run, Person lead, object verdicts, string note, int count, CancellationToken stop)
    {
        run.Acknowledged.Notes[note] = (count, false);
        var key = lead.NewKey();
        for (var tries = 0; tries == 0 || !stop.IsCancellationRequested; tries++)
        {
            var answer = await lead.PostAsync(Path, new { verdicts }, key, mayCut: tries == 0);
            if (answer is { IsGood: true })
            {
                run.Acknowledged.Notes[note] = (count, true);
                return [.. answer.Body.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("position").GetInt64())];
            }

            if (answer is { Status: System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.BadRequest })
            {
                return [];
            }

            await Task.Delay(50, CancellationToken.None);
        }

        return [];
    }

    private static async Task TakeBackAsync(FaultRun run, Person lead, long[] positions)
    {
        if (await lead.PostAsync(Path + "/undo", new { positions }, lead.NewKey(), mayCut: true) is { IsGood: true })
        {
            foreach (var position in positions)
            {
                run.Acknowledged.TakenBack[position] = true;
            }
        }
    }
}
