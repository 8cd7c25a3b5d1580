using System.Diagnostics;
using System.Globalization;
using QualityReview.Faults.Scenarios;

namespace QualityReview.Faults.Soak;

/// <summary>Mixed work at a moderate pace for a long time, while memory, handles, threads and files are watched.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);

    /// <returns>0 where the second half is flat, else 1.</returns>
    public static async Task<int> RunAsync(FaultOptions options, TextWriter output)
    {
        var templates = new Templates(options.Program, Path.Combine(options.Folder, "templates"));
        await templates.MakeAsync();
        await using var run = new FaultRun(options.First, new Kinds.KillFault(), new ReviewScenario(), templates, options.Program, Path.Combine(options.Folder, "soak"));
        Templates.Copy(templates.Of(Template.Scored), run.Data);
        await run.StartServerAsync();
        using var stop = new CancellationTokenSource();
        var work = new SoakWork(run);
        var working = Task.WhenAll(work.JudgeAsync(stop.Token), work.BrowseAsync(stop.Token), work.DatasetsAsync(stop.Token));
        var samples = new List<SoakSample>();
        var csv = Path.Combine(options.Folder, "soak.csv");
        await File.WriteAllTextAsync(csv, "seconds," + string.Join(',', SoakSample.Figures.Select(figure => figure.Name.Replace(", ", " ", StringComparison.Ordinal))) + "\n");
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(options.Minutes) && !working.IsFaulted)
        {
            await Task.Delay(_every);
            var sample = SoakSample.Take(run.Servers[0].Id, run.Data, Stopwatch.GetElapsedTime(began).TotalSeconds);
            samples.Add(sample);
            await File.AppendAllTextAsync(csv, string.Join(',', SoakSample.Figures.Select(figure => figure.Of(sample)).Prepend(sample.Seconds).Select(value => value.ToString("0.##", CultureInfo.InvariantCulture))) + "\n");
        }

        await stop.CancelAsync();
        await working;
        await File.WriteAllTextAsync(Path.Combine(options.Folder, "soak.svg"), SoakPlot.Draw(samples));
        await output.WriteLineAsync($"{work.Said()} Figures and plot: {options.Folder}/soak.csv and soak.svg.");
        return await ReportAsync(samples, output) && run.Acknowledged.BadAnswers.IsEmpty ? 0 : 1;
    }

    private static async Task<bool> ReportAsync(List<SoakSample> samples, TextWriter output)
    {
        var second = samples[(samples.Count / 2)..];
        if (second.Count < 3)
        {
            throw new WrongWordsException("A soak of a minute and more is needed.");
        }

        var hours = (second[^1].Seconds - second[0].Seconds) / 3600;
        var flat = true;
        await output.WriteLineAsync("\n| second half | mean | growth an hour, with its 95 % interval | verdict |\n| --- | ---: | ---: | --- |");
        foreach (var (name, of) in SoakSample.Figures)
        {
            var trend = Trend.Of([.. second.Select(sample => (sample.Seconds / 3600, of(sample)))]);
            var isFlat = trend.IsFlatOver(hours);
            // The ledger, the search index and the record of jobs grow with the work, and so does their file.
            var mayGrow = name.StartsWith("database", StringComparison.Ordinal);
            flat &= isFlat || mayGrow;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {trend.Mean:0.#} | {trend.Slope:+0.##;-0.##;0} ± {trend.HalfWidth:0.##} | {(isFlat ? "flat" : mayGrow ? "grows with the work" : "GROWS")} |"));
        }

        return flat;
    }
}
