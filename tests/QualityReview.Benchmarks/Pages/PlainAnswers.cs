using System.Globalization;
using QualityReview.Benchmarks.Rules;
using QualityReview.Filters;
using QualityReview.Parquet;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;
using QualityReview.TestKit;
using QualityReview.TestKit.Made;

namespace QualityReview.Benchmarks.Pages;

/// <summary>The questions of a page, answered anew by the product's columns, by SQLite over a table of the same columns, and by DuckDB over
/// a Parquet file of them; percentiles stand ready in all three.</summary>
internal static class PlainAnswers
{
    private const int PageSize = 50;

    private const string Rule = "percentile(ask_llm_1) >= 60 and percentile(perplexity_1) >= 25 and not source = \"source-3\"";
    private const string Where = "percentile_0 >= 60 and percentile_1 >= 25 and source <> 'source-3'";

    public static async Task PrintAsync(string folder, BenchmarkOptions options)
    {
        await using var database = ReviewDatabase.Open(folder);
        var datasets = new DatasetStore(database, TimeProvider.System);
        using var tables = new SampleTables(datasets, new SampleStore(database), new ScoreStore(database, TimeProvider.System), new ReviewStore(database, TimeProvider.System));
        var table = tables.Get(datasets.Get(MadeDatasetWriter.DatasetName).DatasetId).Table;
        table.Prepare();
        using var sql = new SqlTable(table);
        using var work = new TestFolder();
        using var duck = new DuckConnection(null, Environment.ProcessorCount, 2048);
        var parquet = work.File("samples.parquet");
        Fill(duck, table, parquet);
        var order = SampleSort.Percentile("perplexity_1");
        var list = new SampleSorter(table);
        var middle = list.Sort(Evaluate(table), order).Count / 2;

        (string Name, Func<long> Product, string Sql, int Calls)[] questions =
        [
            ("Filter: three terms, count", () => Evaluate(table).Count, $"select count(*) from samples where {Where}", 5),
            ("Histograms: six scorers, 32 bins", () => Histograms(table), Bins(table), 2),
            ("Facet: source", () => Facets.Of(table, Evaluate(table), SampleField.Source).Count(facet => facet.Count > 0),
                $"select count(*) from (select source, count(*) from samples where {Where} group by source)", 5),
            ("First page by a scorer", () => Page(new SampleSorter(table), table, order, 0), Paged(0), 1),
            ("The middle of that list, which is open", () => Page(list, table, order, middle), Paged(middle), 5),
        ];
        var rounds = new Rounds();
        foreach (var (name, product, query, calls) in questions)
        {
            rounds.Add(name, () => product(), calls).Add(name + " in SQL", () => Sum(sql.Numbers(query))).Add(name + " in DuckDB", () => Sum(duck, query, parquet));
        }

        var best = await rounds.RunAsync(Math.Max(2, options.Rounds));
        var results = new MarkdownTable("Question", "Product ms", "SQL ms", "DuckDB ms", "SQL / product", "DuckDB / product", "Answers");
        foreach (var (name, product, query, _) in questions)
        {
            var (ours, plain, other) = (best[name].Seconds, best[name + " in SQL"].Seconds, best[name + " in DuckDB"].Seconds);
            var (a, b, c) = (product(), Sum(sql.Numbers(query)), Sum(duck, query, parquet));
            results.Add(name, ours * 1e3, plain * 1e3, other * 1e3, plain / ours, other / ours, a == b && b == c ? "equal" : string.Create(CultureInfo.InvariantCulture, $"{a:N0}, {b:N0}, {c:N0}"));
        }

        results.Print();
    }

    // A new evaluator has no results from before.
    private static SampleSet Evaluate(SampleTable table) => new FilterEvaluator(table).Evaluate(Rule);

    private static long Histograms(SampleTable table)
    {
        var set = Evaluate(table);
        return table.Scores.Sum(column => ScoreHistogram.Of(column, set).Selected.Select((count, bin) => (long)count * bin).Sum());
    }

    private static long Page(SampleSorter sorter, SampleTable table, SampleSort order, int place) => sorter.Sort(Evaluate(table), order).Page(place, PageSize).Ordinals.Sum(ordinal => (long)ordinal);

    private static string Paged(int place) => string.Create(CultureInfo.InvariantCulture, $"select ordinal from samples where {Where} order by percentile_1 desc, ordinal limit {PageSize} offset {place}");

    /// <summary>The sum of all samples' bins stands for the histogram: a grouping that costs nothing.</summary>
    private static string Bins(SampleTable table) => string.Join(" union all ", table.Scores.Select((column, scorer) =>
    {
        var edges = column.Bins.Edges;
        var scale = HistogramBins.Count / ((double)edges[^1] - edges[0]);
        return string.Create(CultureInfo.InvariantCulture,
            $"select cast(sum(max(0, min({HistogramBins.Count - 1}, floor((score_{scorer} - ({(double)edges[0]:R})) * {scale:R})))) as bigint) from samples where {Where} and score_{scorer} is not null");
    }));

    private static long Sum(List<long> numbers) => numbers.Sum();

    private static long Sum(DuckConnection duck, string query, string parquet)
    {
        // The same words but for what the two spell differently.
        var spelled = query.Replace("from samples", $"from read_parquet('{parquet}')", StringComparison.Ordinal)
            .Replace("max(0, min(", "greatest(0, least(", StringComparison.Ordinal).Replace("select ordinal", "select ordinal::bigint", StringComparison.Ordinal);
        using var result = duck.Query(spelled);
        var sum = 0L;
        while (result.NextChunk())
        {
            for (var row = 0; row < result.Rows; row++)
            {
                sum += result.Int64(0, row);
            }
        }

        return sum;
    }

    private static void Fill(DuckConnection duck, SampleTable table, string parquet)
    {
        var scores = string.Concat(Enumerable.Range(0, table.Scores.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $", score_{i} float, percentile_{i} float")));
        duck.Execute($"create table samples (ordinal integer, source varchar, language varchar, characters integer{scores})");
        using (var rows = duck.Append("samples"))
        {
            for (var ordinal = 0; ordinal < table.Count; ordinal++)
            {
                rows.Add(ordinal);
                rows.Add(table.Sources.Names[table.Sources.Codes[ordinal]]);
                rows.Add(table.Languages.Names[table.Languages.Codes[ordinal]]);
                rows.Add(table.Characters[ordinal]);
                foreach (var column in table.Scores)
                {
                    rows.Add(float.IsNaN(column.Values[ordinal]) ? null : column.Values[ordinal]);
                    rows.Add(float.IsNaN(column.Percentiles[ordinal]) ? null : column.Percentiles[ordinal]);
                }

                rows.EndRow();
            }

            rows.Close();
        }

        duck.Execute($"copy samples to '{parquet}' (format parquet)");
        duck.Execute("drop table samples");
    }
}
