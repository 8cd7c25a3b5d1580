using QualityReview.Onnx.Embeddings;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>Real encoders in small against plain formulas in double precision.</summary>
public class EncoderParityTests
{
    private const int Width = 32;

    public static TheoryData<string, int> EncodersAndBatches()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in ArchitectureGolden.Encoders)
        {
            foreach (var size in name == "minilm" ? new[] { 1, 3, 16, 64 } : [1, 64])
            {
                data.Add(name, size);
            }
        }
        return data;
    }

    public static TheoryData<string> Encoders() => [.. ArchitectureGolden.Encoders];

    [Theory]
    [MemberData(nameof(EncodersAndBatches))]
    public async Task Embed_EveryText_IsTheReferences(string name, int batch)
    {
        var golden = ArchitectureGolden.Read(name);

        var vectors = await EmbedAsync(name, batch * golden.Window);

        var worst = golden.Results.Select((expected, i) => expected.Vector.Zip(vectors[i], (a, b) => Math.Abs(a - b)).Max()).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: largest difference of a coordinate {worst:E1}");
        Assert.True(worst <= 1e-5, $"{name}: {worst:E1}");
        // White space has no WordPiece tokens, also where a prefix has some.
        Assert.Equal(name != "qwen3-embedding", vectors[1].All(x => x == 0));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public async Task Embed_PaddedOrAlone_IsTheSameVector(string name)
    {
        var alone = await EmbedAsync(name, 1);
        var padded = await EmbedAsync(name, 8192);

        Assert.All(alone.Zip(padded), pair => Assert.True(pair.First.Zip(pair.Second, (a, b) => Math.Abs(a - b)).Max() <= 1e-6f));
    }

    [Theory]
    [InlineData("minilm", "mean", null)]
    [InlineData("bge", "cls", null)]
    [InlineData("e5", "mean", "passage: ")]
    [InlineData("minilm-pooled", "in the graph", null)]
    [InlineData("qwen3-embedding", "last token", null)]
    public async Task Receipt_Encoder_SaysPoolingAndPrefix(string name, string pooling, string? prefix)
    {
        await using var embedder = OnnxEmbedder.Open(Options(name));

        Assert.Equal((pooling, prefix), (embedder.Receipt["pooling"], embedder.Receipt.GetValueOrDefault("prefix")));
    }

    [Fact]
    public async Task Embed_OwnPrefix_WinsOverTheFolders()
    {
        await using var embedder = OnnxEmbedder.Open(Options("minilm") with { Prefix = "query: " });
        await using var plain = OnnxEmbedder.Open(Options("minilm"));
        float[] prefixed = new float[Width], spelled = new float[Width];

        await embedder.EmbedAsync(["a whale"], prefixed, null, TestContext.Current.CancellationToken);
        await plain.EmbedAsync(["query: a whale"], spelled, null, TestContext.Current.CancellationToken);

        Assert.Equal(spelled, prefixed);
        Assert.Equal("query: ", embedder.Receipt["prefix"]);
    }

    [Fact]
    public void Open_PrefixThatFillsTheWindow_SaysSo()
    {
        var options = Options("minilm") with { Prefix = string.Join(' ', Enumerable.Repeat("word", 130)) };

        Assert.Contains("takes all of the 128 tokens", Assert.Throws<QualityReviewException>(() => OnnxEmbedder.Open(options)).Message, StringComparison.Ordinal);
    }

    private static async Task<float[][]> EmbedAsync(string name, int budget)
    {
        await using var embedder = OnnxEmbedder.Open(Options(name) with { TokenBudget = budget });
        var vectors = new float[ArchitectureGolden.Texts.Count * Width];
        await embedder.EmbedAsync(ArchitectureGolden.Texts, vectors, null, TestContext.Current.CancellationToken);
        return vectors.Chunk(Width).ToArray();
    }

    private static OnnxScorerOptions Options(string name) => new()
    {
        Key = "embedder_test_1",
        Method = OnnxScorerOptions.Embedder,
        Model = ArchitectureGolden.Read(name).Model(name),
        Device = "cpu",
        Threads = 1,
    };
}
