using System.Text.Json;
using QualityReview.Scorers.Densities;

namespace QualityReview.Onnx.Tests.Embeddings;

/// <summary>The sketch on embeddings of real texts; a benchmark does the same with 20,000.</summary>
public sealed class RealDensityTests(OnnxEmbedderFixture fixture) : IClassFixture<OnnxEmbedderFixture>
{
    private const int Count = 600, FewestCharacters = 40, MostCharacters = 160;

    [Fact]
    public async Task Compute_RealEmbeddings_SketchFollowsTheExactOrder()
    {
        var pieces = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl"))
            .SelectMany(Paragraphs).Where(piece => piece.Length >= FewestCharacters).Distinct(StringComparer.Ordinal).Take(Count)
            .Select(piece => piece[..Math.Min(MostCharacters, piece.Length)]).ToList();
        var numbers = new float[Count * fixture.Embedder.Dimensions];
        await fixture.Embedder.EmbedAsync(pieces, numbers, null, TestContext.Current.CancellationToken);
        var vectors = VectorRows.Of(numbers, fixture.Embedder.Dimensions);
        var options = new DensityOptions { EmbedderKey = fixture.Embedder.Key };

        var exact = DensityScoring.Compute(vectors, options, cancellation: TestContext.Current.CancellationToken);
        var sketched = DensityScoring.Compute(vectors, options with { ExactUpTo = 0 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Null(exact.Receipt.Sketch);
        Assert.Equal(exact.Receipt.Kernel, sketched.Receipt.Kernel);
        Assert.InRange(Spearman(exact.Densities, sketched.Densities), .9, 1);
        Assert.InRange(exact.Receipt.Weights.Ratio, DensityReceipt.FewestRatio, 1000);
    }

    private static string[] Paragraphs(string line)
    {
        using var sample = JsonDocument.Parse(line);
        return sample.RootElement.GetProperty("text").GetString()!.Split("\n\n", StringSplitOptions.TrimEntries);
    }

    private static double Spearman(double[] a, double[] b)
    {
        var squares = Ranks(a).Zip(Ranks(b), (x, y) => (double)(x - y) * (x - y)).Sum();
        return 1 - (6 * squares / (a.Length * (((double)a.Length * a.Length) - 1)));
    }

    private static int[] Ranks(double[] values)
    {
        var ranks = new int[values.Length];
        foreach (var (rank, place) in Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Index())
        {
            ranks[place] = rank;
        }
        return ranks;
    }
}
