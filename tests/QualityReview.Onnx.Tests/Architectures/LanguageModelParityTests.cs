using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Perplexity;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>Real architectures in small, exported in many ways, against plain formulas in double precision.</summary>
public class LanguageModelParityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>So many of the longest sequences fit into a batch, and more of the shorter ones. Sizes between are tried where places
    /// are learnt, where they are fed, and where a fused node finds them out.</summary>
    public static TheoryData<string, int> ModelsAndBatches()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in ArchitectureGolden.LanguageModels.Keys)
        {
            foreach (var size in name is "gpt2" or "llama" or "llama-fused" ? new[] { 1, 3, 16, 64 } : [1, 64])
            {
                data.Add(name, size);
            }
        }
        return data;
    }

    public static TheoryData<string> Models() => [.. ArchitectureGolden.LanguageModels.Keys];

    [Theory]
    [MemberData(nameof(ModelsAndBatches))]
    public async Task Perplexity_EveryText_IsTheReferences(string name, int batch)
    {
        var golden = ArchitectureGolden.Read(name);
        await using var scorer = PerplexityScorer.Open(Options(name, golden, "perplexity_test_1") with { TokenBudget = batch * golden.Window });

        var chunk = await scorer.ScoreAsync(ArchitectureGolden.Texts, null, Cancel);

        Assert.Equal(($"{golden.Window}", $"{golden.Stride}"), (scorer.Card.Receipt["window"], scorer.Card.Receipt["stride"]));
        var worst = 0.0;
        for (var i = 0; i < golden.Results.Count; i++)
        {
            var expected = golden.Results[i];
            Assert.Equal(expected.Nll.Length == 0 || expected.Bytes == 0, chunk.Flags[i] == ScoreFlags.Failed);
            if (chunk.Flags[i] != ScoreFlags.Failed)
            {
                Assert.Equal([expected.Nll.Length, expected.Bytes], [(int)chunk.Details[(i * 4) + 1], (int)chunk.Details[(i * 4) + 3]]);
                worst = Math.Max(worst, Difference(expected.BitsPerByte, chunk.Values[i]));
            }
        }
        Report(name, "bits per byte", worst);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Surprisal_EveryToken_IsTheReferences(string name)
    {
        var golden = ArchitectureGolden.Read(name);
        await using var scorer = PerplexityScorer.Open(Options(name, golden, "perplexity_test_1"));

        var worst = 0.0;
        for (var i = 0; i < golden.Results.Count; i++)
        {
            var expected = golden.Results[i].Nll;
            if (expected.Length > 0 && golden.Results[i].Bytes > 0)
            {
                var bits = await scorer.SurprisalAsync(ArchitectureGolden.Texts[i], Cancel);
                Assert.Equal(expected.Length, bits.Count);
                // A token that is almost certain has a surprisal near zero; there the difference itself counts.
                worst = Math.Max(worst, expected.Zip(bits, (nats, s) => Math.Abs(nats - (s.Bits * Math.Log(2))) / Math.Max(1, nats)).Max());
            }
        }
        Report(name, "surprisal", worst);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task AskLlm_EveryTextThatFits_IsTheReferences(string name)
    {
        var golden = ArchitectureGolden.Read(name);
        await using var scorer = AskLlmScorer.Open(Options(name, golden, "ask_llm_test_1") with { Prompt = ArchitectureGolden.Prompt, TokenBudget = 16 * golden.Window });

        var chunk = await scorer.ScoreAsync(ArchitectureGolden.Texts, null, Cancel);

        var worst = 0.0;
        for (var i = 0; i < golden.Results.Count; i++)
        {
            var expected = golden.Results[i];
            Assert.Equal(expected.PYes is null, chunk.Flags[i].HasFlag(ScoreFlags.Truncated));
            if (expected.PYes is { } yes)
            {
                worst = Math.Max(worst, Math.Max(Difference(yes, chunk.Values[i]), Difference(expected.PNo!.Value, chunk.Details[i * 4])));
            }
        }
        Report(name, "P(yes), P(no)", worst);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Perplexity_PaddedOrAlone_IsTheSameNumber(string name)
    {
        var golden = ArchitectureGolden.Read(name);
        var options = Options(name, golden, "perplexity_test_1");
        await using var alone = PerplexityScorer.Open(options with { TokenBudget = 1 });
        await using var together = PerplexityScorer.Open(options with { TokenBudget = 64 * golden.Window });

        var apart = await alone.ScoreAsync(ArchitectureGolden.Texts, null, Cancel);
        var padded = await together.ScoreAsync(ArchitectureGolden.Texts, null, Cancel);

        // Half precision rounds sums, and a matrix product of another size sums in another order.
        var most = name.EndsWith("fp16", StringComparison.Ordinal) ? 1e-4 : 1e-6;
        var worst = apart.Values.Zip(padded.Values).Where(p => float.IsFinite(p.First)).Max(p => Difference(p.First, p.Second));
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {worst:E1}");
        Assert.True(worst <= most, $"{name}: {worst:E1}");
    }

    private static OnnxScorerOptions Options(string name, ArchitectureGolden golden, string key) => new()
    {
        Key = key,
        Method = key[..key.IndexOf("_test", StringComparison.Ordinal)],
        Model = golden.Model(name),
        Device = "cpu",
        Threads = 1,
    };

    private static double Difference(double expected, double actual) => Math.Abs(expected - actual) / Math.Abs(expected);

    private static void Report(string name, string what, double worst)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: largest relative difference of {what} {worst:E1}");
        Assert.True(worst <= ArchitectureGolden.LanguageModels[name], $"{name}: {what} differs by {worst:E1}");
    }
}
