using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Parquet;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Exports;

/// <summary>Imports and exports a million texts of a kilobyte by the jobs that people start, against DuckDB reading the same file into a
/// table on disk and copying that table into a file of the same kind.</summary>
/// <remarks>The jobs do more: an import also indexes words, looks for equal ids and texts, and computes five cheap scores, and an export
/// writes scores, percentiles and hashes. DuckDB has all cores.</remarks>
internal static class ExportBenchmark
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
        Measured duckRead, duckCopy;
        using (var duck = new DuckConnection(work.File("duck.db"), Environment.ProcessorCount, 4096))
        {
            duckRead = Measured.Of(() => duck.Execute("CREATE TABLE t AS SELECT * FROM read_json($1, format = 'newline_delimited')", file));
            duckCopy = Measured.Of(() => duck.Execute($"COPY t TO '{work.File("duck.jsonl")}' (FORMAT json)"));
        }

        var copied = new FileInfo(work.File("duck.jsonl")).Length;
        var dataset = await store.Datasets.GetOrCreateAsync("made");
        var import = Measured.Of(() => Run(store, Import(store), JobKind.Import, dataset, JobRequests.Write(new ImportRequest { File = file })));
        using var tables = new SampleTables(store.Datasets, store.Samples, store.Scores, store.Reviews);
        // What a page has done long before anybody exports.
        tables.Get(dataset.DatasetId).Table.Prepare();
        // The program is compiled as it runs: a first export is slower than any later one.
        Run(store, Export(store, tables), JobKind.Export, dataset, JobRequests.Write(new ExportJobRequest { Rule = "random(2%, seed 1)", Folder = work.File("first") }));
        Row("DuckDB: file into a table", bytes, duckRead, duckRead);
        Row("import", bytes, import, duckRead);
        Row("DuckDB: table into JSONL", copied, duckCopy, duckCopy, copied);
        foreach (var format in new[] { "jsonl", "jsonl.zst", "csv", "parquet" })
        {
            var folder = work.File($"out-{format}");
            var export = Measured.Of(() => Run(store, Export(store, tables), JobKind.Export, dataset, JobRequests.Write(new ExportJobRequest { Rule = "all", Folder = folder, Format = format })));
            var written = Directory.GetFiles(folder).Sum(path => new FileInfo(path).Length);
            // Rates are of the text, so that what is written beside it counts for nothing.
            Row($"export, {format}", written, export, duckCopy, copied);
        }

        table.Print();

        void Row(string what, long size, Measured measured, Measured duck, long? of = null) => table.Add(
            what, size / MegaByte, measured.Seconds, (of ?? size) / MegaByte / measured.Seconds, measured.CpuSeconds, (measured.PeakBytes ?? 0) / MegaByte, duck.Seconds / measured.Seconds);
    }

    private static ImportJob Import(TestDatabase store) => new(store.Datasets, store.SampleWriter, new WordIndex(store.Database), store.Imports, new CheapScoring(store.Samples, store.Scores));

    private static ExportJob Export(TestDatabase store, SampleTables tables) => new(
        store.Datasets, store.Samples, store.Scores, store.Reviews, tables, new FilterStore(store.Database, TimeProvider.System), new ExportStore(store.Database, TimeProvider.System));

    private static void Run(TestDatabase store, IJobWork work, string kind, Dataset dataset, string request)
    {
        var outcome = RunAsync(store, work, kind, dataset, request).GetAwaiter().GetResult();
        if (outcome.Job.State != JobState.Done)
        {
            throw new QualityReviewException(outcome.Job.Message);
        }
    }

    private static async Task<JobOutcome> RunAsync(TestDatabase store, IJobWork work, string kind, Dataset dataset, string request)
    {
        var queued = await store.Jobs.AddAsync(kind, dataset.DatasetId, kind, request, "");
        return await new JobExecutor(store.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await store.Jobs.TakeAsync(queued.JobId))!, null, CancellationToken.None);
    }
}
