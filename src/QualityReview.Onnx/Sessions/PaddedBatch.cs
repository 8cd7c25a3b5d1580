using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Sessions;

/// <summary>Sequences laid side by side, padded on the right to the longest, as a model's declared inputs want them.</summary>
internal static class PaddedBatch
{
    /// <returns>The padded length.</returns>
    public static int Fill(TensorFeed feed, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TokenSequence> batch, int padId)
    {
        int count = batch.Count, length = batch.Max(s => s.Ids.Length);
        var ids = new long[count * length];
        var mask = new long[count * length];
        var positions = new long[count * length];
        Array.Fill(ids, padId);
        for (var row = 0; row < count; row++)
        {
            var source = batch[row].Ids.Span;
            for (var i = 0; i < source.Length; i++)
            {
                var place = (row * length) + i;
                ids[place] = source[i];
                mask[place] = 1;
                positions[place] = i;
            }
        }
        foreach (var input in inputs)
        {
            switch (input.Name)
            {
                case ModelInputs.Ids: feed.Add(input, ids, count, length); break;
                case ModelInputs.Mask: feed.Add(input, mask, count, length); break;
                case ModelInputs.Positions: feed.Add(input, positions, count, length); break;
                case ModelInputs.TokenTypes: feed.Add(input, new long[count * length], count, length); break;
                // All logits, and the branch without a cache.
                case ModelInputs.KeptLogits or ModelInputs.UseCache:
                    feed.Add(input, [0], [.. input.Shape.Select(_ => 1L)]);
                    break;
                default:
                    feed.AddEmptyCache(input, count);
                    break;
            }
        }
        return length;
    }
}
