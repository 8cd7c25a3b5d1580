using QualityReview.Onnx.Devices;

namespace QualityReview.Onnx.Tests.Devices;

public sealed class NvidiaDriverTests
{
    [Fact]
    public void Read_SeveralGpus_ListsEachAndTheOneThatDoesNotAnswer()
    {
        var nvml = new Told(null, [new NvidiaGpu(0, "NVIDIA H200", 150_754_820_096, 150_000_000_000), new NvidiaGpu(1, "", 0, 0, "The driver does not say what it is: GPU is lost.")]);

        var driver = NvidiaDriver.Read(nvml);

        Assert.Equal(("580.65.06", ""), (driver.Version, driver.Reason));
        Assert.Equal(["NVIDIA H200", ""], driver.Gpus.Select(gpu => gpu.Name));
        Assert.Contains("GPU is lost", driver.Gpus[1].Fault, StringComparison.Ordinal);
        Assert.True(nvml.Stopped);
    }

    [Fact]
    public void Read_LibraryThatCannotStart_GivesItsWords()
    {
        var nvml = new Told("Driver/library version mismatch", []);

        Assert.Equal("The NVIDIA driver does not answer: Driver/library version mismatch.", NvidiaDriver.Read(nvml).Reason);
        // What has not started must not be stopped.
        Assert.False(nvml.Stopped);
    }

    [Fact]
    public void Read_DriverWithoutGpu_SaysSo() =>
        Assert.Equal("The NVIDIA driver 580.65.06 sees no GPU.", NvidiaDriver.Read(new Told(null, [])).Reason);

    [Fact]
    public void Read_ThisMachine_NamesItsGpusOrSaysWhyThereIsNone()
    {
        var driver = NvidiaDriver.Read();

        Assert.Equal(driver.Gpus.Count == 0, driver.Reason.Length > 0);
        Assert.All(driver.Gpus.Where(gpu => gpu.Fault.Length == 0), gpu => Assert.InRange(gpu.FreeBytes, 0, gpu.MemoryBytes));
    }

    private sealed class Told(string? fault, IReadOnlyList<NvidiaGpu> gpus) : INvml
    {
        public bool Stopped { get; private set; }

        public string? Start() => fault;

        public void Stop() => Stopped = true;

        public string DriverVersion() => "580.65.06";

        public int Count() => gpus.Count;

        public NvidiaGpu Gpu(int index) => gpus[index];
    }
}
