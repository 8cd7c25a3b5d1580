using QualityReview;
using QualityReview.Benchmarks;
using QualityReview.Benchmarks.Clusters;
using QualityReview.Benchmarks.Comparisons;
using QualityReview.Benchmarks.Densities;
using QualityReview.Benchmarks.Duplicates;
using QualityReview.Benchmarks.Exports;
using QualityReview.Benchmarks.Feel;
using QualityReview.Benchmarks.Gpu;
using QualityReview.Benchmarks.Memory;
using QualityReview.Benchmarks.Pages;
using QualityReview.Benchmarks.Queues;
using QualityReview.Benchmarks.Rules;
using QualityReview.Benchmarks.Scoring;
using QualityReview.Benchmarks.Search;

try
{
    var options = BenchmarkOptions.Parse(args);
    Console.WriteLine(Machine.Describe());
    foreach (var (name, run) in new (string, Func<BenchmarkOptions, Task>)[]
    {
        (BenchmarkOptions.Scoring, ScoringBenchmark.RunAsync),
        (BenchmarkOptions.Spread, SpreadBenchmark.RunAsync),
        (BenchmarkOptions.Memory, MemoryBenchmark.RunAsync),
        (BenchmarkOptions.Rules, RulesBenchmark.RunAsync),
        (BenchmarkOptions.Density, DensityBenchmark.RunAsync),
        (BenchmarkOptions.Duplicates, DuplicatesBenchmark.RunAsync),
        (BenchmarkOptions.Clusters, ClusterBenchmark.RunAsync),
        (BenchmarkOptions.RealDensity, RealDensityBenchmark.RunAsync),
        (BenchmarkOptions.DensityGrowth, DensityGrowthBenchmark.RunAsync),
        (BenchmarkOptions.Neighbours, NeighboursBenchmark.RunAsync),
        (BenchmarkOptions.Gpu, GpuBenchmark.RunAsync),
        (BenchmarkOptions.CompareFilters, CompareFiltersBenchmark.RunAsync),
        (BenchmarkOptions.Queues, QueueBenchmark.RunAsync),
        (BenchmarkOptions.Map, MapBenchmark.RunAsync),
        (BenchmarkOptions.CompareScorers, CompareScorersBenchmark.RunAsync),
        (BenchmarkOptions.CompareCut, CutBenchmark.RunAsync),
        (BenchmarkOptions.Import, ImportBenchmark.RunAsync),
        (BenchmarkOptions.Export, ExportBenchmark.RunAsync),
        (BenchmarkOptions.Search, SearchBenchmark.RunAsync),
        (BenchmarkOptions.LongTexts, LongTextsBenchmark.RunAsync),
        (BenchmarkOptions.Pages, PagesBenchmark.RunAsync),
        (BenchmarkOptions.Feel, FeelBenchmark.RunAsync),
    })
    {
        if (options.Wants(name))
        {
            Console.WriteLine();
            Console.WriteLine($"## {name}");
            Console.WriteLine();
            Console.WriteLine($"Load average before: {Machine.LoadAverage()}.");
            Console.WriteLine();
            await run(options);
            Console.WriteLine();
            Console.WriteLine($"Load average after: {Machine.LoadAverage()}.");
        }
    }
    return 0;
}
catch (WrongWordsException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
catch (QualityReviewException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
