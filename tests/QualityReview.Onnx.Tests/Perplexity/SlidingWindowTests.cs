using QualityReview.Onnx.Perplexity;

namespace QualityReview.Onnx.Tests.Perplexity;

public class SlidingWindowTests
{
    [Theory]
    [InlineData(2, 4, 2)]
    [InlineData(4, 4, 2)]
    [InlineData(5, 4, 2)]
    [InlineData(10, 4, 2)]
    [InlineData(1000, 256, 128)]
    [InlineData(1000, 7, 6)]
    [InlineData(1000, 7, 1)]
    public void Cut_AnyLength_ScoresEveryTokenButTheFirstOnce(int length, int window, int stride)
    {
        var windows = SlidingWindow.Cut(length, window, stride).ToList();

        Assert.Equal(Enumerable.Range(1, length - 1), windows.SelectMany(w => Enumerable.Range(w.FirstTarget, w.End - w.FirstTarget)));
        Assert.All(windows, w => Assert.True(w.End - w.Start <= window && w.FirstTarget > w.Start));
        Assert.All(windows.Skip(1), w => Assert.Equal(window - stride, w.FirstTarget - w.Start));
    }
}
