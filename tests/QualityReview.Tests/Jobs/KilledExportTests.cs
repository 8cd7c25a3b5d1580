using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Jobs;

namespace QualityReview.Tests.Jobs;

public sealed class KilledExportTests
{
    [Theory]
    [InlineData("delete from exports; update jobs set state = 'interrupted'")]
    [InlineData("update jobs set state = 'interrupted'")]
    public async Task RunAsync_KilledBeforeTheRecordOfItsEnd_RecordsWhatItWroteOnce(string killed)
    {
        await using var bench = new ExportBench();
        await bench.FillAsync();
        var jobs = bench.Store.Jobs;
        var request = JobRequests.Write(new ExportJobRequest { Rule = "percentile(density) >= 10", Folder = bench.Folder("out") });
        var job = await jobs.AddAsync(JobKind.Export, bench.Dataset.DatasetId, "Export", request, "Ana");
        Assert.Equal(JobState.Done, (await RunAsync()).State);
        var manifest = File.ReadAllBytes(Path.Combine(bench.Folder("out"), ExportManifest.FileName));
        await bench.Store.Database.WriteAsync(connection => connection.Execute(killed));
        await jobs.ResumeAsync(job.JobId);

        var resumed = await RunAsync();

        Assert.True(resumed.State == JobState.Done, resumed.Message);
        Assert.Equal(bench.Folder("out"), Assert.Single(new ExportStore(bench.Store.Database, TimeProvider.System).List(bench.Dataset.DatasetId)).Folder);
        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(bench.Folder("out"), ExportManifest.FileName)));

        async Task<Job> RunAsync() =>
            (await new JobExecutor(jobs, [bench.Job], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await jobs.TakeAsync(job.JobId))!, null, CancellationToken.None)).Job;
    }

    [Fact]
    public async Task RunAsync_FolderOfAnotherExport_IsRefused()
    {
        await using var bench = new ExportBench();
        await bench.FillAsync();
        await bench.ExportAsync("percentile(density) >= 10", "out");

        var request = JobRequests.Write(new ExportJobRequest { Rule = "percentile(density) >= 10", Folder = bench.Folder("out") });
        Assert.StartsWith("There is already a folder", await bench.RunAsync(bench.Job, JobKind.Export, request, JobState.Failed), StringComparison.Ordinal);
    }
}
