using QualityReview.Onnx.Batches;

namespace QualityReview.Onnx.Tests.Batches;

public class BatchPlanTests
{
    [Fact]
    public void Cut_MixedLengths_KeepsTheBudgetAndEverySequence()
    {
        var sequences = Enumerable.Range(0, 400).Select(i => new TokenSequence(i, 0, new int[1 + (i * 7919 % 300)])).ToList();

        var batches = BatchPlan.Cut(sequences, 1000).ToList();

        Assert.All(batches, b => Assert.True(b.Count * b.Max(s => s.Ids.Length) <= 1000));
        Assert.Equal(Enumerable.Range(0, 400), batches.SelectMany(b => b).Select(s => s.Sample).Order());
        var padded = batches.Sum(b => b.Count * b.Max(s => s.Ids.Length));
        Assert.True(padded < 1.1 * sequences.Sum(s => s.Ids.Length));
    }

    [Fact]
    public void Cut_LongerThanTheBudget_StandsAlone()
    {
        var batches = BatchPlan.Cut([new(0, 0, new int[5]), new(1, 0, new int[50]), new(2, 0, new int[5])], 10).ToList();

        Assert.Equal([[1], [0, 2]], batches.Select(b => b.Select(s => s.Sample).ToArray()).ToArray());
    }
}
