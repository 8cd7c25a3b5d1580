namespace QualityReview.Onnx.Devices;

/// <summary>A GPU as its driver tells it.</summary>
/// <param name="Index">As the driver counts; CUDA counts the same with CUDA_DEVICE_ORDER=PCI_BUS_ID.</param>
/// <param name="MemoryBytes">0 where the driver does not say.</param>
/// <param name="FreeBytes">Memory that no process uses now.</param>
/// <param name="Fault">Why the driver says nothing of it, in one sentence; empty where it does.</param>
public sealed record NvidiaGpu(int Index, string Name, long MemoryBytes, long FreeBytes, string Fault = "");

/// <summary>The NVIDIA driver of this machine with its GPUs, as they are now.</summary>
/// <param name="Version">Such as "580.65.06"; empty where there is no driver.</param>
/// <param name="Reason">Why there is no GPU, in one sentence; empty where there is one.</param>
public sealed record NvidiaDriver(string Version, IReadOnlyList<NvidiaGpu> Gpus, string Reason)
{
    /// <summary>Asks the driver's management library, which comes with every driver and needs no CUDA.</summary>
    public static NvidiaDriver Read()
    {
        using var library = NvmlLibrary.Load(out var reason);
        return library is null ? new NvidiaDriver("", [], reason) : Read(library);
    }

    internal static NvidiaDriver Read(INvml nvml)
    {
        if (nvml.Start() is { } fault)
        {
            return new NvidiaDriver("", [], $"The NVIDIA driver does not answer: {fault}.");
        }

        try
        {
            var version = nvml.DriverVersion();
            var gpus = Enumerable.Range(0, nvml.Count()).Select(nvml.Gpu).ToList();
            return new NvidiaDriver(version, gpus, gpus.Count == 0 ? $"The NVIDIA driver {version} sees no GPU." : "");
        }
        finally
        {
            nvml.Stop();
        }
    }
}

/// <summary>What is asked of the NVIDIA Management Library.</summary>
internal interface INvml
{
    /// <returns>Null, or why it cannot be used, in its own words.</returns>
    string? Start();

    void Stop();

    string DriverVersion();

    /// <summary>0 where the library cannot tell.</summary>
    int Count();

    NvidiaGpu Gpu(int index);
}
