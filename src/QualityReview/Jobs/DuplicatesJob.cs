using System.Diagnostics;
using System.Globalization;
using QualityReview.Duplicates;
using QualityReview.Samples;

namespace QualityReview.Jobs;

/// <summary>Seeks the duplicates of a dataset. Nothing is stored before the end, so it begins anew after being stopped; the groups in
/// force stay until the new ones are there.</summary>
public sealed class DuplicatesJob(DatasetStore datasets, SampleStore samples, DuplicateStore duplicates) : IJobWork
{
    public string Kind => JobKind.Duplicates;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = JobRequests.Duplicates(job);
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var began = Stopwatch.GetTimestamp();
        var part = new Part();
        var finder = new DuplicateFinder(new StoredTexts(samples, dataset), request);
        var finding = Task.Run(() => finder.Find(part, cancellation), CancellationToken.None);
        var groups = await progress.WhileAsync(finding, () => (long)(part.Done * dataset.SampleCount), dataset.SampleCount, "CPU");
        progress.Tick(dataset.SampleCount, 0);
        await progress.ReportAsync(dataset.SampleCount, dataset.SampleCount, "CPU");
        var run = await duplicates.ReplaceAsync(dataset.DatasetId, request, dataset.SampleCount, groups, Stopwatch.GetElapsedTime(began).TotalSeconds, cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{dataset.Name}: copies {run.CopyCount:N0} of {run.SampleCount:N0} samples, word for word {run.ExactCount:N0}; groups {run.GroupCount:N0}. Texts as alike as {request.Threshold:0.##} are compared with a probability of {request.CandidateProbability(request.Threshold):0.0000}.");
    }

    private sealed class Part : IProgress<double>
    {
        private double _done;

        public double Done => Volatile.Read(ref _done);

        public void Report(double value) => Volatile.Write(ref _done, value);
    }
}
