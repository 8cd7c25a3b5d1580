using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Hashing;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Scorers.Densities;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class DensityRunnerTests
{
    private const int Samples = ScoringRunner.ChunkSize + 44;

    private static readonly DensityOptions s_options = new() { EmbedderKey = WordEmbedder.TheKey };

    [Fact]
    public async Task RunAsync_FewSamples_StoresTheExactDensities()
    {
        await using var test = new TestDatabase();
        var (run, values) = await RunAsync(test, s_options);

        var numbers = new float[Samples * WordEmbedder.Size];
        await new WordEmbedder().EmbedAsync([.. Found().Select(found => found.Text)], numbers, null, TestContext.Current.CancellationToken);
        var vectors = VectorRows.Of(Array.ConvertAll(numbers, number => (float)(Half)number), WordEmbedder.Size);
        var expected = DensityScoring.Compute(vectors, s_options);
        Assert.Equal(expected.Densities.Select(density => (float)density), values);
        var receipt = Receipt(run);
        Assert.Equal(("exact", "l2_p_stable", "1", "299"), (receipt["density_method"], receipt["density_kernel"], receipt["density_bandwidth"], receipt["density_samples"]));
        Assert.Equal(expected.Receipt.Weights.ToString(), receipt["density_weights"]);
        Assert.DoesNotContain("density_warning", receipt.Keys);
        Assert.Equal(1, run.Failed);
    }

    [Fact]
    public async Task RunAsync_MoreThanTheExactLimit_SketchesAndSaysHow()
    {
        await using var test = new TestDatabase();
        var (run, values) = await RunAsync(test, s_options with { ExactUpTo = Samples - 1, SketchRows = 64, Shape = KernelShape.Angular });

        var receipt = Receipt(run);
        Assert.Equal(("sketch", "angular", "64", "2048"), (receipt["density_method"], receipt["density_kernel"], receipt["density_rows"], receipt["density_width"]));
        Assert.Equal("299", receipt["density_exact_up_to"]);
        Assert.All(values.Where(value => !float.IsNaN(value)), value => Assert.InRange(value, 1, Samples));
    }

    // A key stands for its settings for ever.
    [Fact]
    public async Task RunAsync_SameKeyWithOtherSettings_IsRefused()
    {
        await using var test = new TestDatabase();
        await RunAsync(test, s_options);
        await test.DatasetOfAsync(Some.Found("one more"));
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(test, s_options with { Shape = KernelShape.Angular }));
        Assert.Contains("density_words_1", fault.Message, StringComparison.Ordinal);
    }

    private static FoundSample[] Found() =>
        [.. Enumerable.Range(0, Samples).Select(i => Some.Found($"s-{i}", i == 7 ? " " : i < 60 ? $"the same words again {i % 3}" : $"sample {i} of {i * 7 % 90}", line: i + 1))];

    private static async Task<(ScoringRun Run, float[] Values)> RunAsync(TestDatabase test, DensityOptions options)
    {
        var dataset = await test.DatasetOfAsync(Found());
        var catalog = new ScorerCatalog([new ScorerDefinition("density_words_1", "density", "Density", "", _ => Task.FromResult(new OpenScorer(null, new WordEmbedder(), options)))]);
        var work = new ScoringJob(test.Datasets, catalog, new ScoringRunner(test.Samples, test.Scores), new DensityRunner(test.Samples, test.Scores, test.Embeddings), new EnsembleRunner(test.Scores));
        var queued = await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest("density_words_1")), "");
        var outcome = await new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await test.Jobs.TakeAsync(queued.JobId))!, null, CancellationToken.None);
        if (outcome.Job.State != JobState.Done)
        {
            throw new InvalidOperationException(outcome.Job.Message);
        }

        var run = Assert.Single(test.Scores.Runs(dataset.DatasetId));
        var values = new float[dataset.SampleCount];
        test.Scores.Load(run, values, new ScoreFlags[values.Length]);
        return (run, values);
    }

    private static Dictionary<string, string> Receipt(ScoringRun run) => JsonSerializer.Deserialize<Dictionary<string, string>>(run.Receipt)!;

    /// <summary>Adds up a random direction for each word: texts that share words are near.</summary>
    private sealed class WordEmbedder : IEmbedder
    {
        public const string TheKey = "embedder_words_1";
        public const int Size = 24;

        public string Key => TheKey;

        public int Dimensions => Size;

        public string Device => "CPU";

        public IReadOnlyDictionary<string, string> Receipt { get; } = new Dictionary<string, string> { ["model"] = "words" };

        public Task EmbedAsync(IReadOnlyList<string> texts, Memory<float> vectors, IProgress<ScoringTick>? progress, CancellationToken cancellation)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                var vector = vectors.Span.Slice(i * Size, Size);
                vector.Clear();
                foreach (var word in texts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    var random = new SeededRandom(StableHash.Of(word));
                    foreach (ref var number in vector)
                    {
                        number += (float)random.NextNormal();
                    }
                }

                var square = 0f;
                foreach (var number in vector)
                {
                    square += number * number;
                }

                foreach (ref var number in vector)
                {
                    number = square == 0 ? 0 : number / MathF.Sqrt(square);
                }
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
