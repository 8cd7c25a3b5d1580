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
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void Resolve_UnknownWord_SaysWhichAreKnown(string device) =>
        Assert.EndsWith("supported are auto, cpu, cuda and cuda:N.", Assert.Throws<WrongWordsException>(() => DeviceChoice.Resolve(device, _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhyNot_ImpossibleGpu_NamesACause() => Assert.NotEqual("", Assert.IsType<string>(CudaProbe.WhyNot(4096)));

    [Fact]
    public void Describe_Cpu_CountsThreads() => Assert.Equal("CPU, 1 thread", new DeviceChoice(null, "", "").Describe(1));
}
