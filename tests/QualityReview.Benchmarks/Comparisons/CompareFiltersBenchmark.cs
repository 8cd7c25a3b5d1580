using System.Globalization;
using QualityReview.Benchmarks.Rules;
using QualityReview.Comparisons;
using QualityReview.Filters;

namespace QualityReview.Benchmarks.Comparisons;

/// <summary>What the page of filters side by side asks of samples with six scores each, against the same questions in plain SQL. Characters
/// stand for tokens: one number a sample.</summary>
internal static class CompareFiltersBenchmark
{
    private static readonly (string Rule, string Where)[] s_filters =
    [
        ("percentile(ask_llm_1) >= 60 and not flag(ask_llm_1) = too_short", "(percentile_0 >= 60 and flags_0 & 1 = 0)"),
        ("percentile(perplexity_1) in 20..80 and length >= 200", "(percentile_1 between 20 and 80 and characters >= 200)"),
        ("score(density_1) < 1.5 or language in (en, de)", "(coalesce(score_2 < 1.5, 0) or language in ('en', 'de'))"),
    ];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = MadeSamples.Make(options.Samples);
        table.Prepare();
        using var sql = new SqlTable(table);
        var tokens = Array.ConvertAll(table.Characters, characters => (float)characters);
        var part = string.Join(" + ", s_filters.Select((filter, i) => string.Create(CultureInfo.InvariantCulture, $"{1 << i} * coalesce({filter.Where}, 0)")));

        // Each question is answered anew from the rules on, with nothing kept from the last time.
        (string Name, Func<List<long>> Product, Func<List<long>> Sql)[] questions =
        [
            ("Three filters, eight parts: samples and tokens",
                () => [.. FilterParts.Of(Sets(table), tokens).Parts.Select((amount, number) => (amount, number)).Where(found => found.amount.Samples > 0).SelectMany(found => new[] { found.number, found.amount.Samples, found.amount.Tokens!.Value })],
                () => sql.Numbers($"select {part} as part, count(*), sum(characters) from samples group by part order by part")),
            ("Mix by source, before and after each",
                () => [.. FilterMix.Of(table, MixBy.Source, Sets(table)).Groups.OrderBy(group => group.Name, StringComparer.Ordinal).SelectMany(group => group.Kept.Prepend(group.All)).Select(count => (long)count)],
                () => sql.Numbers($"select count(*), {string.Join(", ", s_filters.Select(filter => $"sum(coalesce({filter.Where}, 0))"))} from samples group by source order by source")),
        ];
        var rounds = new Rounds();
        foreach (var (name, product, query) in questions)
        {
            rounds.Add(name, () => product(), 5).Add(name + " in SQL", () => query());
        }

        // The whole of what the page asks of memory: parts, four ways to tell the mix, and a part's samples.
        rounds.Add("All that the page computes", () =>
        {
            var sets = Sets(table);
            FilterParts.Of(sets, tokens).SetOf(1);
            foreach (var by in Enum.GetValues<MixBy>())
            {
                FilterMix.Of(table, by, sets);
            }
        }, 5);
        var best = await rounds.RunAsync(Math.Max(2, options.Rounds));
        var results = new MarkdownTable("Question", "Product ms", "SQL ms", "SQL / product", "Answers");
        foreach (var (name, product, query) in questions)
        {
            results.Add(name, best[name].Seconds * 1e3, best[name + " in SQL"].Seconds * 1e3, best[name + " in SQL"].Seconds / best[name].Seconds, product().SequenceEqual(query()) ? "equal" : "differ");
        }

        results.Add("All that the page computes", best["All that the page computes"].Seconds * 1e3, double.NaN, double.NaN, "");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Count:N0} samples, {MadeSamples.Scorers} scorers, three filters; percentiles were there before, as when a page is opened."));
        Console.WriteLine();
        results.Print();
    }

    // A new evaluator has no results from before.
    private static SampleSet[] Sets(SampleTable table)
    {
        var evaluator = new FilterEvaluator(table);
        return [.. s_filters.Select(filter => evaluator.Evaluate(filter.Rule))];
    }
}
