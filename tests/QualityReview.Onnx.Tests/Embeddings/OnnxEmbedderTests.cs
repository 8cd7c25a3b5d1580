using System.Runtime.InteropServices;
using QualityReview.Onnx.Embeddings;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Embeddings;

public sealed class OnnxEmbedderTests(OnnxEmbedderFixture fixture) : IClassFixture<OnnxEmbedderFixture>
{
    private readonly OnnxEmbedder _embedder = fixture.Embedder;

    [Fact]
    public async Task EmbedAsync_GoldenTexts_AgreesWithTheOriginal()
    {
        var goldens = GoldenEmbedding.All.Where(g => g.Ids.Length is > 0 and <= 128).ToList();

        var vectors = await EmbedAsync(goldens.Select(g => g.Text).ToList());

        for (var i = 0; i < goldens.Count; i++)
        {
            Assert.True(Cosine(goldens[i].Vector, vectors[i]) >= 0.9999, goldens[i].Text);
            Assert.Equal(1, Cosine(vectors[i], vectors[i]), 1e-5);
        }
    }

    [Fact]
    public async Task EmbedAsync_LongText_IsTheMeanOfItsPieces()
    {
        // 300 one-token words: three pieces of 100.
        var words = GoldenEmbedding.All.First(g => g.Ids.Length == 128).Text.Split(' ')[0];
        string Words(int count) => string.Join(' ', Enumerable.Repeat(words, count));

        var vectors = await EmbedAsync([Words(300), Words(100), Words(129)]);

        Assert.Equal(1, Cosine(vectors[0], vectors[1]), 1e-4);
        Assert.Equal(1, Cosine(vectors[2], vectors[2]), 1e-5);
    }

    [Fact]
    public async Task EmbedAsync_TextWithoutTokens_IsZeros()
    {
        var vectors = await EmbedAsync(["", "A text.", "  "]);

        Assert.All(vectors[0].Concat(vectors[2]), x => Assert.Equal(0, x));
        Assert.Equal(1, Cosine(vectors[1], vectors[1]), 1e-5);
    }

    [Fact]
    public async Task EmbedAsync_SameChunkTwice_GivesTheSameBytesAndAloneNearlyThose()
    {
        var texts = SampleTexts.Mixed(16);
        await using var small = OnnxEmbedder.Open(Shipped.Embedder with { TokenBudget = 1 });

        var first = await EmbedAsync(texts);
        var second = await EmbedAsync(texts);
        var alone = await EmbedAsync(texts, small);

        for (var i = 0; i < texts.Count; i++)
        {
            Assert.Equal(MemoryMarshal.AsBytes<float>(first[i]).ToArray(), MemoryMarshal.AsBytes<float>(second[i]).ToArray());
            Assert.Equal(1, Cosine(first[i], alone[i]), 1e-6);
        }
    }

    [Fact]
    public async Task EmbedAsync_EncoderWithoutPooling_AveragesEveryTokensStates()
    {
        var tiny = new TinyModel { Head = "states", Vocabulary = 4096 };
        using var folder = TemporaryFolder.WithModel(tiny);
        using var plain = new PlainLogits(tiny.ToArray());
        await using var embedder = OnnxEmbedder.Open(Shipped.Embedder with { Model = folder.Path });
        string[] texts = ["A text.", "Another text, and longer than the first."];
        var vectors = new float[texts.Length * TinyModel.Width];

        await embedder.EmbedAsync(texts, vectors, null, TestContext.Current.CancellationToken);

        for (var i = 0; i < texts.Length; i++)
        {
            // With the special token that the tokenizer puts first.
            var states = plain.Rows(Tokenizer.Load(folder.Path).Encode(texts[i]));
            float[] mean = [.. Enumerable.Range(0, TinyModel.Width).Select(d => (float)states.Average(s => s[d]))];
            Assert.Equal(1, Cosine(mean, vectors[(i * TinyModel.Width)..((i + 1) * TinyModel.Width)]), 1e-6);
        }
        Assert.Equal("mean", embedder.Receipt["pooling"]);
    }

    [Theory]
    [InlineData(Pooling.Mean, new[] { 0.5, 1.0 })]
    [InlineData(Pooling.Cls, new[] { 1.0, 0.0 })]
    [InlineData(Pooling.LastToken, new[] { 0.0, 2.0 })]
    public void Pool_TwoTokens_TakesWhatItSays(Pooling pooling, double[] expected)
    {
        var vector = new double[2];

        // Two tokens and a padded place.
        VectorPooling.Pool(pooling, [1, 0, 0, 2, 9, 9], 2, vector);

        Assert.Equal(expected, vector);
    }

    [Theory]
    [InlineData(1, 128, new[] { 1 })]
    [InlineData(128, 128, new[] { 128 })]
    [InlineData(129, 128, new[] { 64, 65 })]
    [InlineData(300, 128, new[] { 100, 100, 100 })]
    [InlineData(0, 128, new int[0])]
    public void Cut_AnyLength_GivesEqualPieces(int length, int most, int[] expected) =>
        Assert.Equal(expected, EmbeddingPieces.Cut(length, most).Select(r => r.GetOffsetAndLength(length).Length));

    [Fact]
    public async Task EmbedAsync_WrongRoom_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _embedder.EmbedAsync(["a"], new float[7], null, TestContext.Current.CancellationToken));

    private async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, OnnxEmbedder? embedder = null)
    {
        var vectors = new float[texts.Count * 512];
        await (embedder ?? _embedder).EmbedAsync(texts, vectors, null, TestContext.Current.CancellationToken);
        return vectors.Chunk(512).ToArray();
    }

    private static double Cosine(float[] a, float[] b) =>
        a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x));
}

/// <summary>Loads the shipped model once for all tests.</summary>
public sealed class OnnxEmbedderFixture : IAsyncDisposable
{
    public OnnxEmbedder Embedder { get; } = OnnxEmbedder.Open(Shipped.Embedder);

    public ValueTask DisposeAsync() => Embedder.DisposeAsync();
}
