using System.Globalization;
using QualityReview.Benchmarks.Rules;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Benchmarks.Comparisons;

/// <summary>What a moved cut and the page of filters against people ask of 200,000 samples with six scores each; the cut against the same
/// questions in plain SQL.</summary>
internal static class CutBenchmark
{
    private const int Labels = 2000, Moves = 20;

    private const string Scorer = "perplexity_1";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = MadeSamples.Make(options.Samples);
        table.Prepare();
        using var sql = new SqlTable(table);
        var column = table.Find(Scorer)!;
        float[] tokens = [.. table.Characters.Select(count => (float)count)];
        var all = SampleSet.All(table.Count);
        var studio = new CutStudio(table, column, all, new AllNode(), tokens: tokens);
        var wave = Drawn(table);
        var nothingSettled = new Dictionary<int, PeopleVoice>();
        var sample = PeopleSample.Of([wave], nothingSettled);
        double[] cuts = [.. Enumerable.Range(0, Moves).Select(i => 2.5 + i * 5)];

        var rounds = new Rounds()
            .Add("lay", () => _ = new CutStudio(table, column, all, new AllNode(), tokens: tokens))
            .Add("move", () =>
            {
                foreach (var cut in cuts)
                {
                    Moved(studio, cut);
                    PeopleCurve.At(sample, studio, cut);
                }
            })
            .Add("sql", () =>
            {
                foreach (var cut in cuts)
                {
                    Asked(sql, cut);
                }
            })
            .Add("curve", () => PeopleCurve.Of(sample, studio))
            .Add("people", () => Page(table, wave, nothingSettled))
            .Add("suspects", () => SuspectLabels.Find(table));
        var best = await rounds.RunAsync(Math.Max(2, options.Rounds));

        var (move, inSql) = (best["move"].Seconds * 1e3 / Moves, best["sql"].Seconds * 1e3 / Moves);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Count:N0} samples, {MadeSamples.Scorers} scorers, {sample.Labels.Count:N0} labels."));
        Console.WriteLine();
        var results = new MarkdownTable("Work", "Product ms", "SQL ms", "SQL / product", "Answers");
        results.Add("One moved cut: counts, tokens, sources, languages, flips; for the product people too", move, inSql, inSql / move,
            cuts.All(cut => Moved(studio, cut).SequenceEqual(Asked(sql, cut))) ? "equal" : "differ");
        results.Add("Laying a scorer out for cuts, once", best["lay"].Seconds * 1e3, double.NaN, double.NaN, "");
        results.Add("Precision and recall along 41 cuts", best["curve"].Seconds * 1e3, double.NaN, double.NaN, "");
        results.Add("The page of people: joined draws, 3 filters, 6 areas with 1,000 draws each, one curve", best["people"].Seconds * 1e3, double.NaN, double.NaN, "");
        results.Add("Suspect verdicts among all that the table has", best["suspects"].Seconds * 1e3, double.NaN, double.NaN, "");
        results.Print();
    }

    private static void Page(SampleTable table, PeopleWave wave, IReadOnlyDictionary<int, PeopleVoice> nothingSettled)
    {
        var sample = PeopleSample.Of([wave], nothingSettled);
        var evaluator = new FilterEvaluator(table);
        foreach (var rule in new[] { "percentile(ask_llm_1) >= 60", "percentile(perplexity_1) >= 25 and length >= 300", "source = \"source-3\" or top(ask_llm_1, 10%)" })
        {
            PeopleFigures.Of(sample, evaluator.Evaluate(rule));
        }

        foreach (var column in table.Scores)
        {
            PeopleAuc.Of(sample, column);
        }

        PeopleCurve.Of(sample, new CutStudio(table, table.Scores[0], SampleSet.All(table.Count), new AllNode()));
    }

    // Against a cut that stays at 50.
    private static List<long> Moved(CutStudio studio, double cut)
    {
        var counts = studio.At(cut);
        var flips = studio.Between(50, cut);
        return [counts.Kept, counts.Tokens!.Value, .. Named(counts.Sources), .. Named(counts.Languages), flips.Gained + flips.Lost];

        static IEnumerable<long> Named(IReadOnlyList<CutShare> shares) => shares.Where(share => share.Kept > 0).OrderBy(share => share.Name, StringComparer.Ordinal).Select(share => (long)share.Kept);
    }

    private static List<long> Asked(SqlTable sql, double cut)
    {
        var value = ((double)(float)cut).ToString("R", CultureInfo.InvariantCulture);
        var where = $"where percentile_1 >= {value}";
        return
        [
            .. sql.Numbers($"select count(*), coalesce(sum(characters), 0) from samples {where}"),
            .. sql.Numbers($"select count(*) from samples {where} group by source order by source"),
            .. sql.Numbers($"select count(*) from samples {where} group by language order by language"),
            .. sql.Numbers($"select count(*) from samples where percentile_1 >= min(50, {value}) and percentile_1 < max(50, {value})"),
        ];
    }

    /// <summary>A random draw, judged by somebody who mostly agrees with the first scorer.</summary>
    private static PeopleWave Drawn(SampleTable table)
    {
        var random = new SeededRandom(4);
        var chance = Math.Min(1, (double)Labels / table.Count);
        return new PeopleWave
        {
            Name = "random",
            FrameKey = "all",
            Items =
            [
                .. Enumerable.Range(0, table.Count).OrderBy(ordinal => StableHash.Of(ordinal, 7)).Take(Labels).Select(ordinal => new PeopleItem(
                    ordinal, chance, [new PeopleVoice("ann", 1 + ordinal, table.Scores[0].Values[ordinal] + random.NextNormal() > 0 ? Verdict.Keep : Verdict.Drop)])),
            ],
        };
    }
}
