using QualityReview.Hashing;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Unit vectors in groups of unlike size and width around centres of their own, as texts of like subjects lie; kept as the product keeps them.</summary>
internal static class MadeVectors
{
    public const int Dimensions = 512, ChunkSize = 256;

    private const int Groups = 200;

    public static VectorRows Of(int count) => VectorRows.Of(Chunks(count), ChunkSize, Dimensions);

    public static IReadOnlyList<Half[]> Chunks(int count)
    {
        var random = new SeededRandom(1);
        var centres = Enumerable.Range(0, Groups * Dimensions).Select(_ => (float)random.NextNormal()).ToArray();
        var chunks = new Half[(count + ChunkSize - 1) / ChunkSize][];
        Parallel.For(0, chunks.Length, chunk => chunks[chunk] = Chunk(centres, chunk, Math.Min(ChunkSize, count - (chunk * ChunkSize))));
        return chunks;
    }

    private static Half[] Chunk(float[] centres, int chunk, int rows)
    {
        var random = new SeededRandom((ulong)chunk + 2);
        var halves = new Half[rows * Dimensions];
        var vector = new double[Dimensions];
        for (var row = 0; row < rows; row++)
        {
            var group = (int)(Groups * random.NextDouble() * random.NextDouble());
            var width = 0.2 + random.NextDouble();
            var square = 0.0;
            for (var k = 0; k < Dimensions; k++)
            {
                vector[k] = centres[(group * Dimensions) + k] + (width * random.NextNormal());
                square += vector[k] * vector[k];
            }
            for (var k = 0; k < Dimensions; k++)
            {
                halves[(row * Dimensions) + k] = (Half)(vector[k] / Math.Sqrt(square));
            }
        }
        return halves;
    }
}
