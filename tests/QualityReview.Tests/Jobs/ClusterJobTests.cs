using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Tests.Clusters;

namespace QualityReview.Tests.Jobs;

public sealed class ClusterJobTests
{
    private const int Dimensions = 16, Count = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_EmbeddedDataset_ClustersWordsScoresAndMap()
    {
        await using var test = new TestDatabase();
        var dataset = await EmbeddedAsync(test);

        var job = await RunAsync(test, dataset, new ClusterRequest { Clusters = 3 });

        Assert.True(job.State == JobState.Done, job.Message);
        using var tables = Tables(test);
        var table = tables.Get(dataset.DatasetId).Table;
        var clusters = table.Clusters!;
        Assert.Equal((3, Count, true), (clusters.Clustering.Clusters, clusters.Clustering.SampleCount, clusters.Clustering.HasMap));
        Assert.Equal([100, 100, 100], clusters.Clusters.Select(cluster => cluster.SampleCount));
        // Sample i was made about subject i modulo 3.
        Assert.All(Enumerable.Range(3, Count - 3), i => Assert.Equal(clusters.OfSample[i % 3], clusters.OfSample[i]));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Contains(Subject(i), clusters.Clusters[clusters.OfSample[i]].Words));
        Assert.Equal(100, new FilterEvaluator(table).Evaluate("cluster = 2").Count);
        Assert.Equal(Count, new FilterEvaluator(table).Evaluate("map in (0, 0, 65535, 65535)").Count);

        var result = Stored(test, dataset);
        Assert.Equal(result.Cosines.Select(cosine => 1 - cosine), table.Find("prototypes")!.Values);
        var vectors = SomeVectors.Groups(Count, Dimensions, 3);
        Assert.Equal(SemDeDup.LargestEarlierCosine(vectors, Dimensions, result, KeptFirst.Hard, 1, 1), table.Find("semdedup")!.Values);
        Assert.Equal(["prototypes_k3_tests_1", "semdedup_k3_tests_1"], table.Scores.Select(column => column.Card.Key));
    }

    [Fact]
    public async Task RunAsync_Again_ChangesNothing()
    {
        await using var test = new TestDatabase();
        var dataset = await EmbeddedAsync(test);
        await RunAsync(test, dataset, new ClusterRequest());
        var before = (test.Clusters.Current(dataset.DatasetId), test.Datasets.Get(dataset.Name).Revision);

        await RunAsync(test, dataset, new ClusterRequest());

        Assert.Equal(before, (test.Clusters.Current(dataset.DatasetId), test.Datasets.Get(dataset.Name).Revision));
    }

    [Fact]
    public async Task RunAsync_StoppedBeforeTheMap_DrawsTheSameMapAndKeepsTheClusters()
    {
        await using var test = new TestDatabase();
        var dataset = await EmbeddedAsync(test);
        await RunAsync(test, dataset, new ClusterRequest());
        var whole = test.Clusters.Load(dataset.DatasetId, Count)!;
        await test.Database.WriteAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "update clusterings set map = null; update clusters set words = ''; delete from score_chunks; update scoring_runs set state = 'partial'";
                command.ExecuteNonQuery();
            },
            Cancel);

        await RunAsync(test, dataset, new ClusterRequest());

        var resumed = test.Clusters.Load(dataset.DatasetId, Count)!;
        Assert.Equal(whole.Clustering, resumed.Clustering);
        Assert.Equal(whole.Map!.X, resumed.Map!.X);
        Assert.Equal(whole.Clusters.SelectMany(cluster => cluster.Words), resumed.Clusters.SelectMany(cluster => cluster.Words));
        Assert.All(test.Scores.Runs(dataset.DatasetId), run => Assert.Equal((ScoringRunState.Done, Count), (run.State, run.Scored)));
    }

    [Fact]
    public async Task RunAsync_OtherSettings_ReplacesClustersAndScoresOfTheKey()
    {
        await using var test = new TestDatabase();
        var dataset = await EmbeddedAsync(test);
        await RunAsync(test, dataset, new ClusterRequest { Clusters = 3 });
        var first = test.Clusters.Current(dataset.DatasetId)!;

        await RunAsync(test, dataset, new ClusterRequest { Clusters = 5 });

        var second = test.Clusters.Current(dataset.DatasetId)!;
        Assert.NotEqual((first.ClusteringId, first.SettingsHash), (second.ClusteringId, second.SettingsHash));
        Assert.Equal(5, test.Clusters.Clusters(second).Count);
        Assert.Empty(test.Clusters.Clusters(first));
    }

    [Fact]
    public async Task RunAsync_NoEmbeddings_SaysWhatToDo()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(4));

        var job = await RunAsync(test, dataset, new ClusterRequest());

        Assert.Equal((JobState.Failed, "Clusters are made of embeddings, and testing has none yet: score density first."), (job.State, job.Message));
    }

    [Fact]
    public async Task RunAsync_SamplesWithoutEmbedding_SaysHowMany()
    {
        await using var test = new TestDatabase();
        await EmbeddedAsync(test);
        var dataset = await test.DatasetOfAsync(Some.Found("newer"));

        var job = await RunAsync(test, dataset, new ClusterRequest());

        Assert.Equal("300 of 301 samples of testing have an embedding of embedder_tests_1: score density to its end first.", job.Message);
    }

    [Fact]
    public async Task Load_DatasetHasGrownSince_NewSamplesHaveNoCluster()
    {
        await using var test = new TestDatabase();
        var dataset = await EmbeddedAsync(test);
        await RunAsync(test, dataset, new ClusterRequest { Clusters = 3 });
        dataset = await test.DatasetOfAsync(Some.Found("newer"));

        using var tables = Tables(test);
        var table = tables.Get(dataset.DatasetId).Table;

        Assert.Equal(ClusterColumns.None, table.Clusters!.OfSample[Count]);
        Assert.False(new FilterEvaluator(table).Evaluate("cluster in (1, 2, 3) or map in (0, 0, 65535, 65535)").Contains(Count));
        Assert.True(new FilterEvaluator(table).Evaluate("cluster != 1").Contains(Count));
    }

    private static string Subject(int sample) => (sample % 3) switch { 0 => "whales", 1 => "kernels", _ => "taxes" };

    private static async Task<Dataset> EmbeddedAsync(TestDatabase test)
    {
        var dataset = await test.DatasetOfAsync([.. Enumerable.Range(0, Count).Select(i => Some.Found($"s-{i}", $"A text that speaks of {Subject(i)} and bears the number {i}."))]);
        var vectors = SomeVectors.Groups(Count, Dimensions, 3);
        for (var first = 0; first < Count; first += DensityRunner.ChunkSize)
        {
            var count = Math.Min(DensityRunner.ChunkSize, Count - first);
            await test.Embeddings.CommitAsync(dataset.DatasetId, "embedder_tests_1", first / DensityRunner.ChunkSize, count, vectors[(first * Dimensions)..((first + count) * Dimensions)], Cancel);
        }

        return dataset;
    }

    private static KMeansResult Stored(TestDatabase test, Dataset dataset) => test.Clusters.Result(test.Clusters.Current(dataset.DatasetId)!);

    private static SampleTables Tables(TestDatabase test) => new(test.Datasets, test.Samples, test.Scores, test.Reviews, test.Clusters);

    private static async Task<Job> RunAsync(TestDatabase test, Dataset dataset, ClusterRequest request)
    {
        await test.Jobs.AddAsync(JobKind.Cluster, dataset.DatasetId, "Cluster", JobRequests.Write(request), "", Cancel);
        var job = (await test.Jobs.TakeAsync([JobKind.Cluster], Cancel))!;
        var work = new ClusterJob(test.Datasets, test.Samples, test.Embeddings, test.Clusters, new ClusterScores(test.Scores));
        return (await new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync(job, null, Cancel)).Job;
    }
}
