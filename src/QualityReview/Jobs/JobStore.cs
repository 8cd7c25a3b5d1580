using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>All jobs, running and ended.</summary>
public sealed class JobStore(ReviewDatabase database, TimeProvider time)
{
    private const string Columns = """
        job_id, kind, state, dataset_id, title, request, author, done, total, samples_per_second, tokens_per_second, device, message,
        cancel_requested, created_at, started_at, finished_at
        """;

    internal Figures Figures => database.Figures;

    /// <summary>Raised when a job is added or has changed in this process.</summary>
    public event Action<Job>? Changed;

    public async Task<Job> AddAsync(string kind, long? datasetId, string title, string request, string author, CancellationToken cancellation = default)
    {
        var job = await database.WriteAsync(connection => Insert(connection, kind, datasetId, title, request, author), cancellation);
        Changed?.Invoke(job);
        return job;
    }

    /// <summary>Takes a dataset out of sight and queues the deletion of what it holds, both or neither.</summary>
    /// <exception cref="QualityReviewException">A job runs on it.</exception>
    public async Task<Job> RemoveAsync(Dataset dataset, string author, CancellationToken cancellation = default)
    {
        var job = await database.WriteAsync(
            connection =>
            {
                DatasetRemover.Hide(connection, dataset, time.GetUtcNow());
                return Insert(connection, JobKind.Remove, dataset.DatasetId, $"Remove {dataset.Name}", "{}", author);
            },
            cancellation);
        Changed?.Invoke(job);
        return job;
    }

    public Job? Find(long jobId)
    {
        using var connection = database.Open();
        return Get(connection, jobId);
    }

    /// <summary>Jobs, newest first.</summary>
    /// <param name="state">Of that state alone; null for all.</param>
    /// <param name="before">Older than that job alone; null for the newest.</param>
    public IReadOnlyList<Job> List(int most = 200, string? state = null, long? before = null)
    {
        using var connection = database.Open();
        return [.. connection.Query<Job>(
            $"select {Columns} from jobs where (@state is null or state = @state) and job_id < @before order by job_id desc limit @most",
            new { most, state, before = before ?? long.MaxValue })];
    }

    /// <summary>How many jobs there are of each state that occurs.</summary>
    public IReadOnlyDictionary<string, int> CountByState()
    {
        using var connection = database.Open();
        return connection.Query<(string State, int Count)>("select state, count(*) from jobs group by state").ToDictionary(count => count.State, count => count.Count, StringComparer.Ordinal);
    }

    /// <summary>Jobs that run or wait, oldest first.</summary>
    public IReadOnlyList<Job> Active()
    {
        using var connection = database.Open();
        return [.. connection.Query<Job>($"select {Columns} from jobs where state in ('queued', 'running') order by job_id")];
    }

    /// <summary>Takes the oldest job that waits, of the kinds named, for this process; null where none can begin. A job on a dataset
    /// waits for the imports into it that were asked for before.</summary>
    public Task<Job?> TakeAsync(IReadOnlyList<string> kinds, CancellationToken cancellation = default) =>
        StartAsync(
            """
            kind in @kinds and state = 'queued' and not exists (
              select 1 from jobs i where i.kind = 'import' and i.dataset_id = jobs.dataset_id and i.job_id < jobs.job_id and i.state in ('queued', 'running'))
            """,
            new { kinds },
            cancellation);

    /// <summary>Takes that job for this process; null where it is not waiting any more.</summary>
    public Task<Job?> TakeAsync(long jobId, CancellationToken cancellation = default) => StartAsync("job_id = @jobId and state = 'queued'", new { jobId }, cancellation);

    /// <summary>Writes how far a running job is, and says whether a person wants it stopped.</summary>
    public async Task<bool> ReportAsync(Job job, CancellationToken cancellation = default)
    {
        var stop = await database.WriteAsync(
            connection => connection.ExecuteScalar<bool>(
                """
                update jobs set done = @Done, total = @Total, samples_per_second = @SamplesPerSecond, tokens_per_second = @TokensPerSecond, device = @Device
                where job_id = @JobId and state = 'running' returning cancel_requested
                """,
                job),
            cancellation);
        Changed?.Invoke(job);
        return stop;
    }

    /// <summary>Ends a running job in this state.</summary>
    public async Task EndAsync(Job job, string state, string message)
    {
        await database.WriteAsync(connection => connection.Execute(
            """
            update jobs set state = @state, message = @message, done = @Done, total = @Total, samples_per_second = @SamplesPerSecond,
              tokens_per_second = @TokensPerSecond, device = @Device, finished_at = @now, owner = ''
            where job_id = @JobId
            """,
            new { job.JobId, job.Done, job.Total, job.SamplesPerSecond, job.TokensPerSecond, job.Device, state, message, now = time.GetUtcNow() }));
        Announce(job.JobId);
    }

    /// <summary>Asks for a job to stop: one that waits is cancelled at once, a running one within two seconds.</summary>
    public async Task CancelAsync(long jobId)
    {
        await database.WriteAsync(connection => connection.Execute(
            """
            update jobs set cancel_requested = 1 where job_id = @jobId and state = 'running';
            update jobs set state = 'cancelled', message = 'Cancelled before it began.', finished_at = @now where job_id = @jobId and state = 'queued'
            """,
            new { jobId, now = time.GetUtcNow() }));
        Announce(jobId);
    }

    /// <summary>Puts an ended job back into the queue; it goes on where it stopped.</summary>
    public async Task ResumeAsync(long jobId)
    {
        await database.WriteAsync(connection => connection.Execute(
            """
            update jobs set state = 'queued', message = '', cancel_requested = 0, finished_at = null
            where job_id = @jobId and state in ('failed', 'cancelled', 'interrupted')
            """,
            new { jobId }));
        Announce(jobId);
    }

    /// <summary>Marks the running jobs of processes that are gone as interrupted.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<long>> InterruptOrphansAsync()
    {
        List<long> orphans;
        using (var connection = database.Open())
        {
            orphans = [.. connection.Query<(long Id, string Owner)>("select job_id, owner from jobs where state = 'running'")
                .Where(job => !JobOwner.IsAlive(job.Owner))
                .Select(job => job.Id)];
        }

        if (orphans.Count > 0)
        {
            await database.WriteAsync(connection => connection.Execute(
                "update jobs set state = 'interrupted', message = 'The program ended before the job did.', owner = '' where job_id in @orphans and state = 'running'", new { orphans }));
            orphans.ForEach(Announce);
        }

        return orphans;
    }

    private async Task<Job?> StartAsync(string condition, object parameters, CancellationToken cancellation)
    {
        var job = await database.WriteAsync(
            connection =>
            {
                var jobId = connection.QueryFirstOrDefault<long?>($"select job_id from jobs where {condition} order by job_id limit 1", parameters);
                if (jobId is null)
                {
                    return null;
                }

                connection.Execute(
                    "update jobs set state = 'running', owner = @owner, started_at = @now, message = '' where job_id = @jobId",
                    new { jobId, owner = JobOwner.Current, now = time.GetUtcNow() });
                return Get(connection, jobId.Value);
            },
            cancellation);
        if (job is not null)
        {
            Changed?.Invoke(job);
        }

        return job;
    }

    private void Announce(long jobId)
    {
        if (Find(jobId) is { } job)
        {
            Changed?.Invoke(job);
        }
    }

    private static Job? Get(SqliteConnection connection, long jobId) =>
        connection.QuerySingleOrDefault<Job>($"select {Columns} from jobs where job_id = @jobId", new { jobId });

    private Job Insert(SqliteConnection connection, string kind, long? datasetId, string title, string request, string author) =>
        Get(connection, connection.QuerySingle<long>(
            """
            insert into jobs (kind, state, dataset_id, title, request, author, created_at)
            values (@kind, 'queued', @datasetId, @title, @request, @author, @now) returning job_id
            """,
            new { kind, datasetId, title, request, author, now = time.GetUtcNow() }))!;
}
