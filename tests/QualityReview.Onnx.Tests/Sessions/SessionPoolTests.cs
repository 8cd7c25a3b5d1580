using QualityReview.Onnx.Graphs;
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

    private ModelSession Load()
    {
        _loads++;
        return ModelSession.Load(ScoringGraph.From(OnnxGraph.Parse(new TinyModel().ToArray()), "logits", false), "tiny.onnx", null, 1);
    }
}
