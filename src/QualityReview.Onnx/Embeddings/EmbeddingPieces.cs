namespace QualityReview.Onnx.Embeddings;

/// <summary>Cuts a long text's tokens into pieces that an encoder can read.</summary>
internal static class EmbeddingPieces
{
    /// <summary>As few pieces as fit, of equal length give or take one token, so that their plain mean weighs every token alike.</summary>
    /// <param name="length">Tokens.</param>
    /// <param name="most">Most tokens in a piece.</param>
    public static IEnumerable<Range> Cut(int length, int most)
    {
        var count = (length + most - 1) / most;
        for (var i = 0; i < count; i++)
        {
            yield return (int)((long)length * i / count)..(int)((long)length * (i + 1) / count);
        }
    }
}
