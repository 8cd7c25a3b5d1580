using System.Diagnostics;
using System.Globalization;
using QualityReview.Filters;

namespace QualityReview.Benchmarks.Rules;

/// <summary>What a Browse page asks of a million samples with six scores each, against the same questions in plain SQL.</summary>
internal static class RulesBenchmark
{
    private const int Samples = 1_000_000, PageSize = 50, Deep = 100_000;

    private const string Rule = "percentile(ask_llm_1) >= 60 and percentile(perplexity_1) >= 25 and not source = \"source-3\"";
    private const string Where = "percentile_0 >= 60 and percentile_1 >= 25 and source <> 'source-3'";

    private const string Alternatives = "(score(density_1) > 1.5 or length in 500..2000) and language in (en, de) and not flag(ask_llm_1) = too_short";
    private const string WhereAlternatives = "(score_2 > 1.5 or characters between 500 and 2000) and language in ('en', 'de') and flags_0 & 1 = 0";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = MadeSamples.Make(Samples);
        var began = Stopwatch.GetTimestamp();
        table.Prepare();
        var prepared = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var sql = new SqlTable(table);
        var list = new SampleSorter(table);
        var kept = Evaluate(table, Rule);
        var edges = table.Scores.Select(column => ScoreHistogram.Of(column, kept).Edges).ToList();
        var order = SampleSort.Percentile("perplexity_1");

        // Each question is answered anew from the rule on, with nothing kept from the last time, but for the next page of a list.
        (string Name, int Calls, Func<List<long>> Product, Func<List<long>> Sql)[] questions =
        [
            ("Filter: three terms, count", 5, () => [Evaluate(table, Rule).Count], () => sql.Numbers($"select count(*) from samples where {Where}")),
            ("Filter: alternatives, count", 5, () => [Evaluate(table, Alternatives).Count], () => sql.Numbers($"select count(*) from samples where {WhereAlternatives}")),
            ("Histograms: six scorers, 32 bins", 5,
                () =>
                {
                    var set = Evaluate(table, Rule);
                    return [.. table.Scores.SelectMany(column => ScoreHistogram.Of(column, set).Selected).Select(n => (long)n)];
                },
                () => [.. edges.SelectMany((e, i) => Bins(sql, e, i))]),
            ("Facets: source, language, verdict, reviewer, flags", 5, () => Counts(Facets.Of(table, Evaluate(table, Rule))), () => Counts(sql)),
            ("Sort: all kept samples by percentile", 1,
                () => [.. new SampleSorter(table).Sort(Evaluate(table, Rule), order).Ordinals.ToArray().Select(n => (long)n)],
                () => sql.Numbers($"select ordinal from samples where {Where} order by percentile_1 desc, ordinal")),
            ("First page: 50 samples by percentile", 5,
                () => [.. new SampleSorter(table).Sort(Evaluate(table, Rule), order).Page(0, PageSize).Ordinals.Select(n => (long)n)],
                () => sql.Numbers(Page(0))),
            ("Next page: 50 samples at place 100,000 of that list", 1000,
                () => [.. list.Sort(kept, order).Page(Deep, PageSize).Ordinals.Select(n => (long)n)],
                () => sql.Numbers(Page(Deep))),
        ];

        var rounds = new Rounds();
        var results = new MarkdownTable("Question", "Product ms", "SQL ms", "SQL / product", "Answers");
        foreach (var (name, calls, product, query) in questions)
        {
            rounds.Add(name, () => product(), calls).Add(name + " in SQL", () => query());
        }
        var best = await rounds.RunAsync(Math.Max(2, options.Rounds));
        foreach (var (name, _, product, query) in questions)
        {
            results.Add(name, best[name].Seconds * 1e3, best[name + " in SQL"].Seconds * 1e3, best[name + " in SQL"].Seconds / best[name].Seconds, Compare(product(), query()));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Samples:N0} samples, {MadeSamples.Scorers} scorers; {kept.Count:N0} kept by the rule. Percentiles and bins of all scorers: {prepared:0.00} s, once."));
        Console.WriteLine();
        results.Print();
    }

    private static string Page(int place) =>
        string.Create(CultureInfo.InvariantCulture, $"select ordinal from samples where {Where} order by percentile_1 desc, ordinal limit {PageSize} offset {place}");

    // A new evaluator has no results from before.
    private static SampleSet Evaluate(SampleTable table, string rule) => new FilterEvaluator(table).Evaluate(rule);

    private static long[] Bins(SqlTable sql, IReadOnlyList<float> edges, int scorer)
    {
        var last = edges.Count - 2;
        var scale = (last + 1) / ((double)edges[^1] - edges[0]);
        var answer = sql.Numbers(string.Create(CultureInfo.InvariantCulture,
            $"select max(0, min({last}, cast((score_{scorer} - {(double)edges[0]:R}) * {scale:R} as integer))) as bin, count(*) from samples where {Where} and score_{scorer} is not null group by bin"));
        var counts = new long[edges.Count - 1];
        for (var i = 0; i < answer.Count; i += 2)
        {
            counts[answer[i]] = answer[i + 1];
        }
        return counts;
    }

    private static List<long> Counts(Facets facets) =>
    [
        .. InOrder(facets.Sources.Where(facet => facet.Count > 0)), .. InOrder(facets.Languages.Where(facet => facet.Count > 0)),
        .. new[] { 3, 0, 1, 2 }.Select(i => (long)facets.Verdicts[i].Count), .. InOrder(facets.Reviewers.Where(facet => facet.Count > 0)),
        .. facets.Flags.SelectMany(flags => flags.Flags.Take(2)).Select(flag => (long)flag.Count),
    ];

    private static List<long> Counts(SqlTable sql)
    {
        List<long> Grouped(string column) => sql.Numbers($"select count(*) from samples where {Where} group by {column} order by {column}");
        var flags = string.Join(", ", Enumerable.Range(0, MadeSamples.Scorers).Select(i => string.Create(CultureInfo.InvariantCulture, $"sum(flags_{i} & 1 <> 0), sum(flags_{i} & 2 <> 0)")));
        return [.. Grouped("source"), .. Grouped("language"), .. Grouped("verdict"), .. Grouped("reviewer"), .. sql.Numbers($"select {flags} from samples where {Where}")];
    }

    private static IEnumerable<long> InOrder(IEnumerable<FacetCount> facets) => facets.OrderBy(facet => facet.Name, StringComparer.Ordinal).Select(facet => (long)facet.Count);

    private static string Compare(List<long> product, List<long> sql)
    {
        if (product.SequenceEqual(sql))
        {
            return "equal";
        }
        return product.Count != sql.Count ? "differ" : string.Create(CultureInfo.InvariantCulture, $"differ by {product.Zip(sql, (a, b) => Math.Abs(a - b)).Sum()}");
    }
}
