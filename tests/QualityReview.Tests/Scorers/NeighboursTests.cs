using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Scorers;

public sealed class NeighboursTests
{
    private const int Dimensions = 8, ChunkSize = 16, Samples = 53;

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public async Task Find_AnySample_AgreesWithBruteForce(long keepBytes)
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(1));
        var vectors = await CommitAsync(store, dataset.DatasetId, Samples);
        var neighbours = new Neighbours(store.Embeddings, keepBytes);
        foreach (var ordinal in (int[])[0, 15, 16, 52])
        {
            var expected = Enumerable.Range(0, Samples).Where(other => other != ordinal).OrderByDescending(other => Dot(vectors[other], vectors[ordinal])).ThenBy(other => other).Take(5);
            var found = neighbours.Find(dataset.DatasetId, ordinal, 5)!;
            Assert.Equal(expected, found.Nearest.Select(near => near.Index));
            Assert.All(found.Nearest, near => Assert.Equal(Dot(vectors[near.Index], vectors[ordinal]), near.Similarity, 1e-5));
        }

        Assert.Equal(5, neighbours.Find(dataset.DatasetId, 7, 5)!.Nearest.Count);
    }

    [Fact]
    public async Task Find_ChunkAdded_IsSearchedToo()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(1));
        var neighbours = new Neighbours(store.Embeddings);
        Assert.Null(neighbours.Find(dataset.DatasetId, 0, 5));
        await CommitAsync(store, dataset.DatasetId, ChunkSize);
        Assert.Equal(15, neighbours.Find(dataset.DatasetId, 0, 100)!.Nearest.Count);
        Assert.Empty(neighbours.Find(dataset.DatasetId, ChunkSize + 1, 100)!.Nearest);
        await CommitAsync(store, dataset.DatasetId, Samples);
        var found = neighbours.Find(dataset.DatasetId, 0, 100)!;
        Assert.Equal((Samples - 1, Samples, 4, ChunkSize, Dimensions), (found.Nearest.Count, found.Vectors.SampleCount, found.Vectors.ChunkCount, found.Vectors.ChunkSize, found.Vectors.Dimensions));
    }

    [Fact]
    public async Task Find_SampleWithoutVector_HasNoNeighbours()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(1));
        await store.Embeddings.CommitAsync(dataset.DatasetId, "e_1", 0, 3, [(Half)1, (Half)0, (Half)0, (Half)0, (Half)0, (Half)1]);
        var neighbours = new Neighbours(store.Embeddings);
        Assert.Empty(neighbours.Find(dataset.DatasetId, 1, 5)!.Nearest);
        Assert.Equal([2], neighbours.Find(dataset.DatasetId, 0, 5)!.Nearest.Select(near => near.Index));
    }

    // 40 chunks are scanned by two threads where there are two cores; duplicates fall into both parts.
    [Fact]
    public async Task Find_ManyChunksWithDuplicates_KeepsTheOrderOfTheSamples()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(1));
        await CommitAsync(store, dataset.DatasetId, 40 * ChunkSize, period: 5 * ChunkSize);
        var found = new Neighbours(store.Embeddings).Find(dataset.DatasetId, 3, 7)!;
        Assert.Equal(Enumerable.Range(1, 7).Select(i => 3 + (i * 5 * ChunkSize)), found.Nearest.Select(near => near.Index));
    }

    private static async Task<float[][]> CommitAsync(TestDatabase store, long datasetId, int count, int period = int.MaxValue)
    {
        var state = 12345u;
        var vectors = new float[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = Enumerable.Range(0, Dimensions).Select(_ => (float)((state = (state * 1664525u) + 1013904223u) >> 8) / (1 << 24) - .5f).ToArray();
            vector = i >= period ? vectors[i % period] : vector;
            var length = MathF.Sqrt(vector.Sum(value => value * value));
            vectors[i] = [.. vector.Select(value => (float)(Half)(value / length))];
        }

        for (var first = 0; first < count; first += ChunkSize)
        {
            var chunk = vectors.Skip(first).Take(ChunkSize).ToList();
            await store.Embeddings.CommitAsync(datasetId, "e_1", first / ChunkSize, chunk.Count, [.. chunk.SelectMany(vector => vector).Select(value => (Half)value)]);
        }

        return vectors;
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
