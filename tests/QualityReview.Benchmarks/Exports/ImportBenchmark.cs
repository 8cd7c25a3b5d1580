using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.Parquet;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Exports;

/// <summary>Imports a million texts of a kilobyte by the job that people start, part by part, against DuckDB reading the same file into a
/// table on disk; then one more text.</summary>
/// <remarks>The first part is what DuckDB does too: afterwards the samples are stored durably, can be read, browsed and counted; ids are
/// checked, equal texts counted, languages guessed. DuckDB has all cores.</remarks>
internal static class ImportBenchmark
{
    private const int DefaultSamples = 1_000_000;
    private const double MegaByte = 1e6;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var work = new TestFolder();
        await using var store = new TestDatabase();
        var count = options.Texts > 0 ? options.Texts : DefaultSamples;
        var file = work.File("texts.jsonl");
        var bytes = MadeFile.Write(file, count, options.Bytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} texts of about {options.Bytes:N0} bytes, a file of {bytes / MegaByte:N0} MB."));
        Console.WriteLine();
        var table = new MarkdownTable("What", "MB", "s", "MB/s", "CPU s", "Peak MB", "x DuckDB");
        Measured duckRead;
        using (var duck = new DuckConnection(work.File("duck.db"), Environment.ProcessorCount, 4096))
        {
            duckRead = Measured.Of(() => duck.Execute("CREATE TABLE t AS SELECT * FROM read_json($1, format = 'newline_delimited')", file));
        }

        // The program is compiled as it runs: a first import is slower than any later one.
        var few = work.File("few.jsonl");
        File.WriteAllLines(few, File.ReadLines(file).Take(2000));
        await ImportAsync(store, "first", few);

        var parts = new Parts(store, "made");
        var whole = Measured.Of(() => ImportAsync(store, "made", file, parts).GetAwaiter().GetResult());
        Row("DuckDB: file into a table", duckRead);
        Row("samples in the table", whole with { Seconds = parts.Stored.Seconds, CpuSeconds = parts.Stored.Cpu });
        Row("… and cheap scores ready", whole with { Seconds = parts.Scored.Seconds, CpuSeconds = parts.Scored.Cpu });
        Row("… and index of words ready", whole with { Seconds = parts.Indexed.Seconds, CpuSeconds = parts.Indexed.Cpu });
        Row("the whole job", whole);
        table.Print();

        var more = new MarkdownTable("One more text into", "ms");
        foreach (var (name, title) in new[] { ("empty", "an empty dataset"), ("first", "2,000 texts"), ("made", string.Create(CultureInfo.InvariantCulture, $"{count:N0} texts")) })
        {
            var times = new List<double>();
            for (var i = 0; i < 5; i++)
            {
                var one = work.File($"one-{name}-{i}.jsonl");
                File.WriteAllText(one, $"{{\"id\": \"more {i}\", \"text\": \"One more text, number {i}, for {name}.\"}}\n");
                var began = Stopwatch.GetTimestamp();
                await ImportAsync(store, name, one);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            more.Add(title, times.Order().ElementAt(times.Count / 2));
        }

        more.Print();

        void Row(string what, Measured measured) => table.Add(
            what, bytes / MegaByte, measured.Seconds, bytes / MegaByte / measured.Seconds, measured.CpuSeconds, (measured.PeakBytes ?? 0) / MegaByte, duckRead.Seconds / measured.Seconds);
    }

    private static async Task ImportAsync(TestDatabase store, string name, string file, Parts? parts = null)
    {
        var dataset = await store.Datasets.GetOrCreateAsync(name);
        var queued = await store.Jobs.AddAsync(JobKind.Import, dataset.DatasetId, "Import", JobRequests.Write(new ImportRequest { File = file }), "");
        var job = new ImportJob(store.Datasets, store.SampleWriter, new WordIndex(store.Database), store.Imports, new CheapScoring(store.Samples, store.Scores));
        using var ended = new CancellationTokenSource();
        var watching = parts?.WatchAsync(ended.Token) ?? Task.CompletedTask;
        var outcome = await new JobExecutor(store.Jobs, [job], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await store.Jobs.TakeAsync(queued.JobId))!, null, CancellationToken.None);
        await ended.CancelAsync();
        await watching;
        if (outcome.Job.State != JobState.Done)
        {
            throw new QualityReviewException(outcome.Job.Message);
        }
    }

    /// <summary>Notes when each part of an import is there, as others see it in the database.</summary>
    private sealed class Parts(TestDatabase store, string name)
    {
        public (double Seconds, double Cpu) Stored { get; private set; }

        public (double Seconds, double Cpu) Scored { get; private set; }

        public (double Seconds, double Cpu) Indexed { get; private set; }

        public async Task WatchAsync(CancellationToken ended)
        {
            using var process = Process.GetCurrentProcess();
            var (began, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            for (var isLast = false; !isLast;)
            {
                isLast = ended.IsCancellationRequested;
                await Task.Delay(isLast ? 0 : 50, CancellationToken.None);
                process.Refresh();
                var now = (Stopwatch.GetElapsedTime(began).TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
                var dataset = store.Datasets.Get(name);
                Stored = Stored.Seconds == 0 && store.Imports.List(dataset.DatasetId) is [{ FinishedAt: not null }] ? now : Stored;
                if (Stored.Seconds > 0)
                {
                    Indexed = Indexed.Seconds == 0 && dataset.IndexedCount == dataset.SampleCount ? now : Indexed;
                    Scored = Scored.Seconds == 0 && store.Scores.Runs(dataset.DatasetId) is { Count: > 0 } runs && runs.All(run => run.FinishedAt is not null) ? now : Scored;
                }
            }
        }
    }
}
