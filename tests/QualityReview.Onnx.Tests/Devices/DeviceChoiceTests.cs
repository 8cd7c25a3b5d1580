using QualityReview.Onnx.Devices;

namespace QualityReview.Onnx.Tests.Devices;

public class DeviceChoiceTests
{
    [Fact]
    public void Resolve_AutoWithoutGpu_FallsBackAloud()
    {
        var choice = DeviceChoice.Resolve("auto", _ => "libcublasLt.so.13: cannot open shared object file");

        Assert.Null(choice.Cuda);
        Assert.Equal("No CUDA (libcublasLt.so.13: cannot open shared object file); running on the CPU.", choice.Reason);
    }

    [Theory]
    [InlineData("cuda", 0)]
    [InlineData("cuda:3", 3)]
    public void Resolve_GpuThatWorks_TakesIt(string device, int index) => Assert.Equal(index, DeviceChoice.Resolve(device, _ => null).Cuda);

    [Fact]
    public void Resolve_GpuAskedForAndMissing_ThrowsTheReason()
    {
        var fault = Assert.Throws<QualityReviewException>(() => DeviceChoice.Resolve("cuda:1", _ => "CUDA failure 100"));

        Assert.Equal("The device 'cuda:1' was asked for and cannot be used: CUDA failure 100. Ask for cpu or auto to run without it.", fault.Message);
    }

    [Theory]
    [InlineData("cuda:0,2", new[] { 0, 2 }, "CUDA 0, 2")]
    [InlineData("cuda:all", new[] { 0, 1, 2 }, "CUDA 0, 1, 2")]
    public void Resolve_SeveralGpus_TakesEach(string device, int[] indexes, string name)
    {
        var choice = DeviceChoice.Resolve(device, index => index < 3 ? null : "CUDA failure 101");

        Assert.Equal(indexes.Cast<int?>(), choice.All);
        Assert.StartsWith(name, choice.Describe(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda:0,3", "GPU 3: CUDA failure 101")]
    [InlineData("cuda:4,0", "GPU 4: CUDA failure 101")]
    public void Resolve_OneOfSeveralMissing_NamesIt(string device, string reason) => Assert.Contains(
        reason, Assert.Throws<QualityReviewException>(() => DeviceChoice.Resolve(device, index => index < 3 ? null : "CUDA failure 101")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:1,1")]
    [InlineData("cuda:0,")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void Resolve_UnknownWord_SaysWhichAreKnown(string device) =>
        Assert.EndsWith("supported are auto, cpu, cuda, cuda:N, several as cuda:N,N and cuda:all.", Assert.Throws<WrongWordsException>(() => DeviceChoice.Resolve(device, _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhyNot_ImpossibleGpu_NamesACause() => Assert.NotEqual("", Assert.IsType<string>(CudaProbe.WhyNot(4096)));

    [Fact]
    public void Describe_Cpu_CountsThreads() => Assert.Equal("CPU, 1 thread", new DeviceChoice(null, "", "").Describe(1));
}
