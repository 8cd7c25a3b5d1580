using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Sessions;

public class ModelSessionTests
{
    [Fact]
    public async Task Run_CancelledInTheMiddle_StopsTheModel()
    {
        // x = x + x, a million million times: it ends only if it is stopped.
        var body = new OnnxTail()
            .Input("i", TensorInfo.Int64).Input("go_in", TensorInfo.Bool).Input("x_in", TensorInfo.Float, 1)
            .Node("Identity", ["go_in"], "go_out").Node("Add", ["x_in", "x_in"], "x_out")
            .Output("go_out", TensorInfo.Bool).Output("x_out", TensorInfo.Float, 1);
        using var session = Load(new OnnxTail()
            .Input("times", TensorInfo.Int64).Input("x", TensorInfo.Float, 1)
            .NodeWithBody("Loop", ["times", "", "x"], "y", body)
            .Output("y", TensorInfo.Float, 1));
        using var feed = new TensorFeed();
        feed.Add("times", [1_000_000_000_000]);
        feed.Add(new TensorInfo("x", TensorInfo.Float, [1]), [1], 1);
        using var stop = new CancellationTokenSource();

        var running = Task.Run(() => session.Run(feed, "y", stop.Token), TestContext.Current.CancellationToken);
        await Task.WhenAny(running, Task.Delay(200, TestContext.Current.CancellationToken));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_MoreThanTheMemory_SaysSo()
    {
        using var session = Load(new OnnxTail().Input("shape", TensorInfo.Int64, 1).Node("ConstantOfShape", ["shape"], "y").Output("y", TensorInfo.Float, "n"));
        using var feed = new TensorFeed();
        feed.Add("shape", [1L << 50], 1);

        Assert.True(Assert.Throws<RunFault>(() => session.Run(feed, "y", TestContext.Current.CancellationToken)).OutOfMemory);
    }

    private static ModelSession Load(OnnxTail graph) => ModelSession.Load(
        ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Text(2, "made").Raw(graph.ToArray())).Nested(8, o => o.Text(1, "").Integer(2, 17))), "made.onnx", null, 1);
}
