namespace QualityReview.Onnx.Devices;

/// <summary>The device that models run on, and why it is that one.</summary>
/// <param name="Cuda">Index of the NVIDIA GPU, or null for the CPU.</param>
/// <param name="Name">Such as "NVIDIA H200"; empty for the CPU and where the driver does not say.</param>
/// <param name="Reason">One sentence for the log and the screen.</param>
public sealed record DeviceChoice(int? Cuda, string Name, string Reason)
{
    public const string Auto = "auto", Cpu = "cpu", CudaPrefix = "cuda";

    /// <summary>Resolves the words of the setting: <c>auto</c> (a GPU where one works, else the CPU, aloud), <c>cpu</c>,
    /// <c>cuda</c> or <c>cuda:1</c> (that GPU or an error).</summary>
    /// <exception cref="WrongWordsException">The word is none of these.</exception>
    /// <exception cref="QualityReviewException">The GPU that was asked for cannot be used.</exception>
    public static DeviceChoice Resolve(string device) => Resolve(device, CudaProbe.WhyNot);

    /// <param name="device">The setting.</param>
    /// <param name="whyNot">Says why a GPU cannot be used, or null when it can.</param>
    internal static DeviceChoice Resolve(string device, Func<int, string?> whyNot)
    {
        if (device == Cpu)
        {
            return new DeviceChoice(null, "", "Running on the CPU, as asked.");
        }
        if (device == Auto)
        {
            return whyNot(0) is { } reason
                ? new DeviceChoice(null, "", $"No CUDA ({reason}); running on the CPU.")
                : new DeviceChoice(0, CudaProbe.NameOf(0), "Running on CUDA 0, found by itself.");
        }
        var index = 0;
        if (device != CudaPrefix && !(device.StartsWith(CudaPrefix + ":", StringComparison.Ordinal)
            && int.TryParse(device.AsSpan(CudaPrefix.Length + 1), System.Globalization.NumberStyles.None, null, out index)))
        {
            throw new WrongWordsException($"The device '{device}' is unknown; supported are auto, cpu, cuda and cuda:N.");
        }
        return whyNot(index) is { } fault
            ? throw new QualityReviewException($"The device '{device}' was asked for and cannot be used: {fault}. Ask for cpu or auto to run without it.")
            : new DeviceChoice(index, CudaProbe.NameOf(index), $"Running on CUDA {index}, as asked.");
    }

    /// <summary>Such as "CPU, 2 threads" or "CUDA 0, NVIDIA H200".</summary>
    public string Describe(int threads) => Cuda is { } index
        ? $"CUDA {index}" + (Name.Length > 0 ? ", " + Name : "")
        : $"CPU, {threads} {(threads == 1 ? "thread" : "threads")}";
}
