using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Duplicates;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class RemovalJobTests
{
    private const int Count = 1201;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_RemovedDataset_LeavesNothingButTheLedgerAndGivesTheSpaceBack()
    {
        await using var test = new TestDatabase();
        var other = await FilledAsync(test, "other", 30);
        var small = Pages(test);
        var dataset = await FilledAsync(test, "going", Count);
        await test.Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = 7, Author = "Ana", Verdict = Verdict.Keep, ClientKey = "1" }, Cancel);
        var (before, large) = (Rows(test, other), Pages(test));

        var job = await RunAsync(test, await test.Jobs.RemoveAsync(dataset, "Ana", Cancel));

        Assert.True(job.State == JobState.Done, job.Message);
        Assert.Equal($"{Count:N0} samples deleted.", job.Message);
        Assert.All(Rows(test, dataset), rows => Assert.Equal((rows.Key, 0L), (rows.Key, rows.Value)));
        Assert.Equal(before, Rows(test, other));
        Assert.Single(test.Reviews.Current(dataset.DatasetId));
        // The word index keeps a mark for every text that it has forgotten until its parts are merged: they are.
        Assert.InRange(Pages(test), 1, small + ((large - small) / 20));
        using var connection = test.Database.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("pragma integrity_check"));
        // Words of texts that are gone are found no more, those of the others are, and the index agrees with its texts.
        Assert.Equal(30, connection.ExecuteScalar<long>("select count(*) from text_index where text_index match 'removal'"));
        await test.Database.WriteAsync(write => write.Execute("insert into text_index (text_index, rank) values ('integrity-check', 1)"), Cancel);
    }

    [Fact]
    public async Task RunAsync_ScriptsWithoutSpacesSomeOfAnOlderIndex_ForgetsEveryWord()
    {
        await using var test = new TestDatabase();
        await FilledAsync(test, "other", 3);
        var dataset = await test.Datasets.GetOrCreateAsync("going", cancellation: Cancel);
        await test.SampleWriter.AddAsync(dataset.DatasetId, [.. Enumerable.Range(0, 40).Select(i => PreparedSample.From(Some.Found($"s-{i}", $"東京都の人{i}"), "tests", _ => "ja"))], (_, _) => { }, Cancel);
        // The first half as a version before this indexed it.
        await test.Database.WriteAsync(
            connection => connection.Execute(
                """
                insert into text_index (text_index, rowid, text) select 'delete', sample_no, cut_text(text) from texts where sample_no >= @first and sample_no < @half;
                insert into text_index (rowid, text) select sample_no, text from texts where sample_no >= @first and sample_no < @half;
                update datasets set uncut_count = 20 where dataset_id = @DatasetId
                """,
                new { dataset.DatasetId, first = dataset.DatasetId << 40, half = (dataset.DatasetId << 40) + 20 }),
            Cancel);
        Assert.Equal(2, Words(test, "東").Distinct().Count());

        var job = await RunAsync(test, await test.Jobs.RemoveAsync(test.Datasets.Get("going"), "Ana", Cancel));

        Assert.True(job.State == JobState.Done, job.Message);
        Assert.Empty(Words(test, "東"));
        Assert.NotEmpty(Words(test, "removal"));
    }

    [Fact]
    public async Task RunAsync_StoppedInTheMiddle_GoesOnToTheEnd()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "going", Count);
        var queued = await test.Jobs.RemoveAsync(dataset, "Ana", Cancel);
        var remover = new DatasetRemover(test.Database);
        using (var stop = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => remover.DeleteSamplesAsync(dataset.DatasetId, _ => stop.CancelAsync(), stop.Token));
        }

        Assert.InRange(remover.Count(dataset.DatasetId), 1, Count - 1);
        var job = await RunAsync(test, queued);

        Assert.True(job.State == JobState.Done, job.Message);
        Assert.All(Rows(test, dataset), rows => Assert.Equal((rows.Key, 0L), (rows.Key, rows.Value)));
    }

    [Fact]
    public async Task RemoveAsync_Dataset_IsOutOfSightWithItsJobsAndItsNameIsFree()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "going", 3);
        var waiting = await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score going", "{}", "Ana", Cancel);

        await test.Jobs.RemoveAsync(dataset, "Ana", Cancel);

        Assert.Empty(test.Datasets.List());
        Assert.Null(test.Datasets.Find("going"));
        Assert.Null(test.Datasets.Find(dataset.DatasetId));
        Assert.Equal(JobState.Cancelled, test.Jobs.Find(waiting.JobId)!.State);
        var again = await test.Datasets.GetOrCreateAsync("going", cancellation: Cancel);
        Assert.NotEqual(dataset.DatasetId, again.DatasetId);
        Assert.Equal(0, again.SampleCount);
    }

    [Fact]
    public async Task RemoveAsync_JobRunsOnIt_IsRefusedAndNothingIsQueued()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "going", 3);
        await test.Jobs.TakeAsync((await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score going", "{}", "Ana", Cancel)).JobId, Cancel);

        var fault = await Assert.ThrowsAsync<QualityReviewException>(() => test.Jobs.RemoveAsync(dataset, "Ana", Cancel));

        Assert.Contains("Score going", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(test.Datasets.Find("going"));
        Assert.Single(test.Jobs.List());
    }

    [Fact]
    public async Task RunAsync_DatasetThatWasNotRemoved_Fails()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "staying", 3);

        var job = await RunAsync(test, await test.Jobs.AddAsync(JobKind.Remove, dataset.DatasetId, "Remove staying", "{}", "Ana", Cancel));

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal(3, Rows(test, dataset)["samples"]);
    }

    private static async Task<Dataset> FilledAsync(TestDatabase test, string name, int count)
    {
        var dataset = await test.Datasets.GetOrCreateAsync(name, cancellation: Cancel);
        var import = await test.Database.WriteAsync(
            connection => connection.QuerySingle<long>("insert into imports (dataset_id, file, started_at) values (@DatasetId, 'a.jsonl', '') returning import_id", dataset), Cancel);
        await test.Database.WriteAsync(connection => connection.Execute("insert into set_aside (import_id, line, reason, excerpt) values (@import, 1, 'why', 'x')", new { import }), Cancel);
        await test.SampleWriter.AddAsync(
            dataset.DatasetId,
            [.. Enumerable.Range(0, count).Select(i => PreparedSample.From(Some.Found($"s-{i}", $"A text about the removal of {name} number {i}. " + new string('x', 400)), "tests", _ => "en"))],
            (_, _) => { },
            Cancel);
        var added = test.Datasets.Get(name);
        await test.Embeddings.CommitAsync(added.DatasetId, "tests", 0, 2, new Half[8], Cancel);
        await test.Duplicates.ReplaceAsync(added.DatasetId, new DuplicateOptions(), count, new DuplicateFinder(new ListedTexts([.. Enumerable.Repeat("The same words over and over again in this text.", 3)]), new DuplicateOptions()).Find(null, Cancel), 0, Cancel);
        await test.Database.WriteAsync(
            connection => connection.Execute(
                """
                insert into scorers (scorer_key, card, created_at) values ('length_1', '{}', '') on conflict do nothing;
                insert into scoring_runs (run_id, dataset_id, scorer_key, state, chunk_size, device, receipt, started_at) values (@DatasetId, @DatasetId, 'length_1', 'done', 256, 'CPU', '{}', '');
                insert into score_chunks values (@DatasetId, 0, 1, x'00000000', x'00', x''), (@DatasetId, 1, 1, x'00000000', x'00', x'');
                insert into score_failures values (@DatasetId, 0, 'why')
                """,
                added),
            Cancel);
        return added;
    }

    private static Dictionary<string, long> Rows(TestDatabase test, Dataset dataset)
    {
        using var connection = test.Database.Open();
        var key = new { id = dataset.DatasetId, first = dataset.DatasetId << 40, end = (dataset.DatasetId + 1) << 40 };
        return new Dictionary<string, string>
        {
            ["samples"] = "samples where sample_no >= @first and sample_no < @end",
            ["texts"] = "texts where sample_no >= @first and sample_no < @end",
            ["imports"] = "imports where dataset_id = @id",
            ["set_aside"] = "set_aside join imports using (import_id) where dataset_id = @id",
            ["scoring_runs"] = "scoring_runs where dataset_id = @id",
            ["score_chunks"] = "score_chunks where run_id = @id",
            ["score_failures"] = "score_failures where run_id = @id",
            ["embedding_chunks"] = "embedding_chunks where dataset_id = @id",
            ["duplicate_runs"] = "duplicate_runs where dataset_id = @id",
            ["duplicate_members"] = "duplicate_members join duplicate_runs using (run_id) where dataset_id = @id",
        }.ToDictionary(table => table.Key, table => connection.ExecuteScalar<long>($"select count(*) from {table.Value}", key));
    }

    /// <summary>Words of the index that begin so without the numbers at their ends, once for every place.</summary>
    private static List<string> Words(TestDatabase test, string beginning)
    {
        using var connection = test.Database.Open();
        return [.. connection.Query<string>("select term from text_terms where term >= @beginning and term < @beginning || char(0x10ffff)", new { beginning }).Select(term => term.TrimEnd("0123456789".ToCharArray()))];
    }

    private static long Pages(TestDatabase test)
    {
        using var connection = test.Database.Open();
        return connection.ExecuteScalar<long>("pragma page_count");
    }

    private static async Task<Job> RunAsync(TestDatabase test, Job queued) =>
        (await new JobExecutor(test.Jobs, [new RemovalJob(test.Database)], TimeProvider.System, NullLogger<JobExecutor>.Instance)
            .RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel)).Job;
}
