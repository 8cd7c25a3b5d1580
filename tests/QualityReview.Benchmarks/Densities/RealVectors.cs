using System.Text.RegularExpressions;
using QualityReview.Hashing;
using QualityReview.Onnx;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Paragraphs, sentences and sliding cuts of the shipped texts, embedded by the shipped embedder.</summary>
internal static partial class RealVectors
{
    private const int SampleTexts = 889, FewestCharacters = 40, CutCharacters = 200, CutStep = 40, AtOnce = 256;

    public static async Task<VectorRows> OfAsync(int count)
    {
        var options = DefaultScorers.Options().Single(shipped => shipped.Method == OnnxScorerOptions.Embedder);
        await using var embedder = await new ConfiguredModel(options).OpenEmbedderAsync(CancellationToken.None);
        var pieces = Pieces().Distinct(StringComparer.Ordinal).OrderBy(piece => StableHash.Of(piece)).Take(count).ToList();
        if (pieces.Count < count)
        {
            throw new QualityReviewException($"The sample texts have {pieces.Count} pieces; {count} are wanted.");
        }

        var vectors = new float[count * embedder.Dimensions];
        for (var first = 0; first < count; first += AtOnce)
        {
            var some = pieces.GetRange(first, Math.Min(AtOnce, count - first));
            await embedder.EmbedAsync(some, vectors.AsMemory(first * embedder.Dimensions, some.Count * embedder.Dimensions), null, CancellationToken.None);
        }
        return VectorRows.Of(vectors, embedder.Dimensions);
    }

    private static IEnumerable<string> Pieces()
    {
        foreach (var text in Scoring.SampleTexts.Take(SampleTexts))
        {
            var paragraphs = text.Split("\n\n", StringSplitOptions.TrimEntries).Where(piece => piece.Length >= FewestCharacters);
            var sentences = SentenceEnd().Split(text).Select(piece => piece.Trim()).Where(piece => piece.Length >= FewestCharacters);
            var cuts = Enumerable.Range(0, Math.Max(0, (text.Length - CutCharacters) / CutStep)).Select(i => text.Substring(i * CutStep, CutCharacters));
            foreach (var piece in paragraphs.Concat(sentences).Concat(cuts))
            {
                yield return piece;
            }
        }
    }

    [GeneratedRegex(@"(?<=[.!?])\s+|\n{2,}")]
    private static partial Regex SentenceEnd();
}
