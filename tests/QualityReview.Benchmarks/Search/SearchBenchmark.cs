using System.Diagnostics;
using System.Globalization;
using Dapper;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Search;

/// <summary>What a search in Browse costs the server, from the words to the rows in sight, against a scan by "like" and FTS5's own count
/// on the same file.</summary>
internal static class SearchBenchmark
{
    private const int InSight = 30;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TestFolder();
        await using var database = ReviewDatabase.Open(folder.Path);
        var made = new MadeTexts(1);
        var began = Stopwatch.GetTimestamp();
        var dataset = await PrepareAsync(database, made, options.Samples);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Samples:N0} samples stored and indexed in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s; the file has {new FileInfo(database.File).Length / 1e6:N0} MB."));
        Console.WriteLine();
        var time = TimeProvider.System;
        var samples = new SampleStore(database);
        using var tables = new SampleTables(new DatasetStore(database, time), samples, new ScoreStore(database, time), new ReviewStore(database, time));
        var loaded = tables.Get(dataset.DatasetId);
        loaded.Table.Prepare();
        var sort = SampleSort.Parse("percentile(ask_llm)", descending: true, loaded.Table);
        _ = loaded.Sorter.Sort(SampleSet.All(loaded.Table.Count), sort);
        var table = new MarkdownTable("search", "p50 ms", "p95 ms", "max ms", "in part", "found", "all found, best ms", "FTS5 count ms", "like scan ms", "like / p50");
        foreach (var (title, rule, words) in Searches(made))
        {
            var times = new List<double>();
            int parts = 0, found = 0;
            var whole = double.MaxValue;
            for (var i = 0; i < 10 * options.Rounds; i++)
            {
                // A new evaluator remembers no search.
                var lookup = new StoreLookup(samples, dataset.DatasetId);
                var evaluator = new FilterEvaluator(loaded.Table, lookup);
                _ = evaluator.Evaluate(rule);
                var search = new SampleSearch(evaluator, lookup, tables.SearchTime);
                var query = new BrowseQuery { Rule = rule, Search = words(i), Sort = sort };
                var start = Stopwatch.GetTimestamp();
                var listed = search.Find(query);
                var page = loaded.Sorter.Sort(listed.Shown, sort).Page(0, InSight).Ordinals;
                var rows = samples.Excerpts(dataset.DatasetId, page);
                _ = samples.Surroundings(dataset.DatasetId, [.. rows.Select(row => row.Ordinal)], query.Search);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                parts += listed.IsAll ? 0 : 1;
                start = Stopwatch.GetTimestamp();
                found = search.Find(query, wait: true).Shown.Count;
                // Where all was found in time, it is remembered: nothing is searched again.
                whole = Math.Min(whole, listed.IsAll ? times[^1] : Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            var (fts, like) = Plain(database, dataset, words(0));
            table.Add(title, times[times.Count / 2], times[(int)(times.Count * .95)], times[^1], $"{parts} of {times.Count}", found, whole, fts, like, like / times[times.Count / 2]);
        }

        table.Print();
    }

    private static IEnumerable<(string Title, string Rule, Func<int, string> Words)> Searches(MadeTexts made)
    {
        const string narrow = "percentile(ask_llm) >= 99.9", wide = "source = \"docs\"";
        yield return ("a rare word", "all", i => made.Word(20_000 + i) + " ");
        yield return ("a word that is nowhere", "all", i => $"zzzzzzzzzzz{i} ");
        yield return ("a common word: the", "all", _ => "the ");
        yield return ("a common word being typed: the…", "all", _ => "the");
        yield return ("two letters being typed: th…", "all", _ => "th");
        yield return ("one letter being typed: t…", "all", _ => "t");
        yield return ("two common words", "all", i => $"the {made.Word(1 + (i % 5))} ");
        yield return ("a common and a rare word", "all", i => $"the {made.Word(20_000 + i)} ");
        yield return ("a phrase of common words", "all", i => $"\"the {made.Word(1 + (i % 5))}\"");
        yield return ("the, half of the samples", wide, _ => "the ");
        yield return ("the, a thousandth of the samples", narrow, _ => "the ");
        yield return ("two common words, a thousandth", narrow, i => $"the {made.Word(1 + (i % 5))} ");
        yield return ("a frequent Han character", "all", i => MadeTexts.Letter(i % 5));
        yield return ("two Han characters", "all", i => MadeTexts.Letter(i % 5) + MadeTexts.Letter(20 + i));
        yield return ("four Han characters", "all", i => string.Concat(Enumerable.Range(0, 4).Select(letter => MadeTexts.Letter(i + letter))));
    }

    private static (double Fts, double Like) Plain(ReviewDatabase database, Dataset dataset, string words)
    {
        using var connection = database.Open();
        var range = new { first = SampleNumber.Of(dataset.DatasetId, 0), end = SampleNumber.Of(dataset.DatasetId + 1, 0), query = SearchWords.Of(words)!.Query, like = $"%{words.Trim().Trim('"')}%" };
        var start = Stopwatch.GetTimestamp();
        _ = connection.ExecuteScalar<long>("select count(*) from text_index where text_index match @query and rowid >= @first and rowid < @end", range);
        var fts = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        _ = connection.ExecuteScalar<long>("select count(*) from texts where text like @like and sample_no >= @first and sample_no < @end", range);
        return (fts, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task<Dataset> PrepareAsync(ReviewDatabase database, MadeTexts made, int count)
    {
        var datasets = new DatasetStore(database, TimeProvider.System);
        var dataset = await datasets.GetOrCreateAsync("search");
        var writer = new SampleWriter(database);
        foreach (var part in Enumerable.Range(0, count).Chunk(2000))
        {
            var prepared = part.Select(i => PreparedSample.From(Some.Found($"s-{i}", made.Next(i), i % 2 == 0 ? "docs" : "forums"), "made", _ => "en")).ToList();
            await writer.AddAsync(dataset.DatasetId, prepared, (_, _) => { }, CancellationToken.None);
        }

        var scores = new ScoreStore(database, TimeProvider.System);
        var run = await scores.BeginAsync(dataset.DatasetId, Some.Card("ask_llm_1", ScoreDirection.HigherIsBetter), count, "CPU", "{}");
        var random = new Random(2);
        await scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, count).Select(_ => random.NextSingle())], new ScoreFlags[count], [], []), 0, 0);
        await scores.FinishAsync(run);
        return datasets.Get(dataset.Name);
    }
}
