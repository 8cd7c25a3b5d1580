using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Sessions;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Devices;

public class CudaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScoreAsync_OnTheGpu_AgreesWithTheCpu()
    {
        SkipWithoutGpu();
        var texts = SampleTexts.Mixed(24);

        await Compare(PerplexityScorer.Open(Shipped.Perplexity), PerplexityScorer.Open(Shipped.Perplexity with { Device = "cuda" }), texts);
        await Compare(AskLlmScorer.Open(Shipped.AskLlm), AskLlmScorer.Open(Shipped.AskLlm with { Device = "cuda" }), texts);
    }

    [Fact]
    public void Nll_InSlicesOnTheGpu_AgreesWithTheCpu()
    {
        SkipWithoutGpu();
        using var cpu = Shipped.OpenLmMini();
        using var gpu = CausalModel.Open(ModelFolder.Read(Shipped.LmMini), DeviceChoice.Resolve("cuda"), 1, 1024, 20 * 4096);
        int[] ids = [.. Enumerable.Range(0, 100)];
        TokenSequence[] batch = [new(0, 0, ids.AsMemory(0, 99)) { RowCount = 99, Labels = ids.AsMemory(1) }];

        Assert.All(cpu.Nll(batch, Cancel).Zip(gpu.Nll(batch, Cancel)), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    private static void SkipWithoutGpu()
    {
        var reason = CudaProbe.WhyNot(0);
        Assert.SkipWhen(reason is not null, $"No CUDA: {reason}.");
    }

    private static async Task Compare(IScorer cpu, IScorer gpu, IReadOnlyList<string> texts)
    {
        await using (cpu)
        await using (gpu)
        {
            var expected = await cpu.ScoreAsync(texts, null, Cancel);
            var values = (await gpu.ScoreAsync(texts, null, Cancel)).Values;
            Assert.All(expected.Values.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
            Assert.StartsWith("CUDA 0", gpu.Device, StringComparison.Ordinal);
        }
    }
}
