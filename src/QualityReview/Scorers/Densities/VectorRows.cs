namespace QualityReview.Scorers.Densities;

/// <summary>Unit vectors in the order of their samples, however they are stored; a row of zeros means that the sample has no vector.
/// Safe for many readers.</summary>
public abstract class VectorRows(int count, int dimensions)
{
    public int Count { get; } = count;

    public int Dimensions { get; } = dimensions > 0 ? dimensions : throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "A vector has at least one number.");

    /// <summary>Copies whole rows, as many as <paramref name="into"/> takes.</summary>
    public abstract void Read(int first, Span<float> into);

    /// <param name="vectors">Row-major.</param>
    public static VectorRows Of(ReadOnlyMemory<float> vectors, int dimensions) => new Floats(vectors, dimensions);

    /// <param name="chunks">Row-major, each but the last of <paramref name="chunkSize"/> vectors.</param>
    public static VectorRows Of(IReadOnlyList<Half[]> chunks, int chunkSize, int dimensions) => new Halves(chunks, chunkSize, dimensions);

    private static int Whole(long numbers, int dimensions) => dimensions <= 0 || numbers % dimensions == 0
        ? (int)(numbers / Math.Max(1, dimensions))
        : throw new ArgumentException($"{numbers} numbers are not whole vectors of {dimensions}.", nameof(numbers));

    private sealed class Floats(ReadOnlyMemory<float> vectors, int dimensions) : VectorRows(Whole(vectors.Length, dimensions), dimensions)
    {
        public override void Read(int first, Span<float> into) => vectors.Span.Slice(first * Dimensions, into.Length).CopyTo(into);
    }

    private sealed class Halves(IReadOnlyList<Half[]> chunks, int chunkSize, int dimensions)
        : VectorRows(Whole(chunks.Sum(chunk => (long)chunk.Length), dimensions), dimensions)
    {
        public override void Read(int first, Span<float> into)
        {
            while (into.Length > 0)
            {
                var start = first % chunkSize;
                var rows = Math.Min(chunkSize - start, into.Length / Dimensions);
                DotProduct.Widen(chunks[first / chunkSize].AsSpan(start * Dimensions, rows * Dimensions), into);
                into = into[(rows * Dimensions)..];
                first += rows;
            }
        }
    }
}
