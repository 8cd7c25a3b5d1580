using System.Globalization;
using QualityReview.Faults.Kinds;
using QualityReview.Faults.Scenarios;
using QualityReview.Hashing;

namespace QualityReview.Faults;

/// <summary>Many runs, each from its seed alone, and the table of what came of them.</summary>
internal static class Campaign
{
    /// <returns>0 where nothing was breached, else 1.</returns>
    public static async Task<int> RunAsync(FaultOptions options, TextWriter output)
    {
        var templates = new Templates(options.Program, Path.Combine(options.Folder, "templates"));
        await templates.MakeAsync();
        foreach (var lacking in FaultKind.All.Where(fault => fault.Lacks is not null))
        {
            await output.WriteLineAsync($"Left out: {lacking.Name}, as {lacking.Lacks}.");
        }

        var outcomes = new List<Outcome>();
        await Parallel.ForEachAsync(
            Enumerable.Range(options.First, options.Runs),
            new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce },
            async (seed, _) =>
            {
                var outcome = await OneAsync(seed, options, templates);
                lock (outcomes)
                {
                    outcomes.Add(outcome);
                    output.WriteLine(Line(outcome));
                    output.Flush();
                }
            });
        await output.WriteLineAsync();
        await output.WriteAsync(Table(outcomes));
        if (outcomes.All(outcome => outcome.IsGood) && !options.Keeps)
        {
            Directory.Delete(options.Folder, recursive: true);
        }

        return outcomes.All(outcome => outcome.IsGood) ? 0 : 1;
    }

    private static async Task<Outcome> OneAsync(int seed, FaultOptions options, Templates templates)
    {
        var (fault, scenario) = Choose(seed, options);
        var folder = Path.Combine(options.Folder, string.Create(CultureInfo.InvariantCulture, $"run-{seed}"));
        Outcome outcome;
        string log;
        await using (var run = new FaultRun(seed, fault, scenario, templates, options.Program, folder))
        {
            outcome = await run.RunAsync();
            log = run.Log();
            if (!outcome.IsGood && fault is FullDiskFault)
            {
                // What lies on the small disk goes with it.
                Templates.Copy(run.Data, Path.Combine(folder, "data-of-the-small-disk"));
            }
        }

        if (outcome.IsGood && !options.Keeps)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "log.txt"), string.Join('\n', outcome.Breaches) + "\n\n" + log);
        }

        return outcome;
    }

    /// <summary>Seeds that follow each other have all faults in turn; the work is drawn of what suits the fault.</summary>
    private static (FaultKind Fault, Scenario Scenario) Choose(int seed, FaultOptions options)
    {
        var random = new SeededRandom(StableHash.Of($"choice {seed}"));
        var faults = FaultKind.All.Where(fault => fault.Lacks is null && (options.Fault is null || fault.Name == options.Fault)).ToList();
        var fault = faults.Count > 0 ? faults[seed % faults.Count] : throw new QualityReviewException($"{options.Fault} cannot be had here.");
        var scenarios = Scenario.All.Where(scenario => fault.Suits(scenario) && (options.Scenario is null || scenario.Name == options.Scenario)).ToList();
        return scenarios.Count > 0 ? (fault, scenarios[random.NextInt(scenarios.Count)]) : throw new WrongWordsException($"{fault.Name} does not suit {options.Scenario}.");
    }

    private static string Line(Outcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {outcome.Seed}: {outcome.Fault} in {outcome.Scenario}, {outcome.Took.TotalSeconds:0.0} s, {outcome.Acknowledged} acts acknowledged: {Said(outcome)}");

    private static string Said(Outcome outcome) => outcome.IsGood
        ? outcome.Notes.Count == 0 ? "went on by itself." : $"{string.Join(", ", outcome.Notes)}."
        : $"BREACH. {string.Join(" ", outcome.Breaches)}";

    /// <summary>Ready to be put into a README.</summary>
    private static string Table(IReadOnlyList<Outcome> outcomes)
    {
        var lines = new List<string>
        {
            "| fault | runs | struck in | jobs resumed | failed with a reason, then done | asked again | acts acknowledged | lost | breaches |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        };
        lines.AddRange(FaultKind.All.Select(fault => outcomes.Where(outcome => outcome.Fault == fault.Name).ToList()).Where(runs => runs.Count > 0).Select(runs => Row(runs[0].Fault, runs)));
        lines.Add(Row("all", outcomes));
        return string.Join('\n', lines) + "\n";
    }

    private static string Row(string name, IReadOnlyList<Outcome> runs)
    {
        int With(string note) => runs.Count(run => run.Notes.Any(said => said.StartsWith(note, StringComparison.Ordinal)));
        var lost = runs.Count(run => run.Breaches.Any(breach => breach.Contains("was said to be", StringComparison.Ordinal) || breach.Contains("was answered and made", StringComparison.Ordinal)));
        var scenarios = runs.Select(run => run.Scenario).Distinct().Count();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {runs.Count} | {scenarios} kind{(scenarios == 1 ? "" : "s")} of work | {With("job resumed")} | {With("job failed")} | {With("asked again") + With("refused")} | {runs.Sum(run => run.Acknowledged):N0} | {lost} | {runs.Count(run => !run.IsGood)} |");
    }
}
