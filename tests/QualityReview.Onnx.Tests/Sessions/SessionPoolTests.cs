using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Sessions;

public class SessionPoolTests
{
    private static readonly SessionKey s_key = new("tiny.onnx", "nll", null, 1);

    private readonly SessionPool _pool = new();
    private int _loads;

    [Fact]
    public void Rent_SameKeyTwice_LoadsOnce()
    {
        using var first = _pool.Rent(s_key, Load);
        using var second = _pool.Rent(s_key, Load);

        Assert.Same(first.Session, second.Session);
        Assert.Equal(1, _loads);
    }

    [Fact]
    public void Rent_OtherKey_LoadsItsOwn()
    {
        using var first = _pool.Rent(s_key, Load);
        using var second = _pool.Rent(s_key with { Threads = 2 }, Load);

        Assert.NotSame(first.Session, second.Session);
    }

    [Fact]
    public void Dispose_LastUser_Unloads()
    {
        var first = _pool.Rent(s_key, Load);
        var second = _pool.Rent(s_key, Load);

        // Giving back twice counts once.
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, _pool.Count);
        second.Dispose();

        Assert.Equal(0, _pool.Count);
        _pool.Rent(s_key, Load).Dispose();
        Assert.Equal(2, _loads);
    }

    [Fact]
    public void Rent_LoadFails_IsTriedAgainNextTime()
    {
        Assert.Throws<QualityReviewException>(() => _pool.Rent(s_key, () => throw new QualityReviewException("broken")));

        using var lease = _pool.Rent(s_key, Load);

        Assert.Equal(1, _loads);
    }

    [Fact]
    public async Task Open_TwoScorersOfOneModel_ShareItsSession()
    {
        await using var perplexity = PerplexityScorer.Open(Shipped.Perplexity with { Threads = 3 });
        await using var judge = AskLlmScorer.Open(Shipped.AskLlm with { Model = Shipped.LmMini, Threads = 3 });
        var key = new SessionKey(ModelFolder.Read(Shipped.LmMini).ModelFile, "nll", null, 3);

        using var lease = SessionPool.Shared.Rent(key, () => throw new InvalidOperationException("It is loaded already."));
    }

    [Fact]
    public void Run_TwoDevices_WorkAtTheSameTimeAndGiveTheSame()
    {
        var folder = ModelFolder.Read(Shipped.LmMini);
        using var one = Shipped.OpenLmMini();
        using var two = CausalModel.Open(folder, Shipped.Cpu with { All = [null, null] }, 1, 1024);
        int[] ids = [.. Enumerable.Range(0, 100)];
        TokenSequence[] batch = [new(0, 0, ids.AsMemory(0, 99)) { RowCount = 99, Labels = ids.AsMemory(1) }];
        var expected = one.Nll(batch, TestContext.Current.CancellationToken);

        Assert.Equal(2, two.Devices);
        Parallel.For(0, 8, _ => Assert.All(two.Nll(batch, TestContext.Current.CancellationToken).Zip(expected), pair => Assert.Equal(pair.First, pair.Second, 1e-5)));
    }

    private ModelSession Load()
    {
        _loads++;
        return ModelSession.Load(ScoringGraph.From(OnnxGraph.Parse(new TinyModel().ToArray()), "logits", false), "tiny.onnx", null, 1);
    }
}
