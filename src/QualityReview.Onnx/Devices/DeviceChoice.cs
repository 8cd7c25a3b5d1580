using System.Globalization;

namespace QualityReview.Onnx.Devices;

/// <summary>The device that models run on, and why it is that one.</summary>
/// <param name="Cuda">Index of the NVIDIA GPU, the first of several, or null for the CPU.</param>
/// <param name="Name">Such as "NVIDIA H200"; empty for the CPU and where the driver does not say.</param>
/// <param name="Reason">One sentence for the log and the screen.</param>
public sealed record DeviceChoice(int? Cuda, string Name, string Reason)
{
    public const string Auto = "auto", Cpu = "cpu", CudaPrefix = "cuda", AllCuda = "cuda:all";

    private const int MostGpus = 64;

    /// <summary>The GPUs that share the work, chunk by chunk; the CPU alone is one null. They should be of one kind: kinds round differently.</summary>
    public IReadOnlyList<int?> All { get; init; } = [Cuda];

    /// <summary>Resolves the words of the setting: <c>auto</c> (a GPU where one works, else the CPU, aloud), <c>cpu</c>,
    /// <c>cuda</c> or <c>cuda:1</c> (that GPU or an error), <c>cuda:0,1</c> or <c>cuda:all</c> (each of them or an error).</summary>
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
        if (device == AllCuda)
        {
            int[] found = [.. Enumerable.Range(0, MostGpus).TakeWhile(gpu => whyNot(gpu) is null)];
            return Gpus(found.Length > 0 ? found : [0], device, whyNot);
        }
        return Gpus(device == CudaPrefix ? [0] : Indexes(device), device, whyNot);
    }

    private static DeviceChoice Gpus(int[] indexes, string device, Func<int, string?> whyNot)
    {
        foreach (var index in indexes)
        {
            if (whyNot(index) is { } fault)
            {
                throw new QualityReviewException($"The device '{device}' was asked for and cannot be used: {(indexes.Length > 1 ? $"GPU {index}: " : "")}{fault}. Ask for cpu or auto to run without it.");
            }
        }
        return new DeviceChoice(indexes[0], CudaProbe.NameOf(indexes[0]), $"Running on CUDA {Join(indexes)}, as asked.") { All = [.. indexes.Cast<int?>()] };
    }

    private static int[] Indexes(string device)
    {
        var words = device.StartsWith(CudaPrefix + ":", StringComparison.Ordinal) ? device[(CudaPrefix.Length + 1)..].Split(',') : [];
        int[] indexes = [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1)];
        return indexes.Length > 0 && !indexes.Contains(-1) && indexes.Distinct().Count() == indexes.Length
            ? indexes
            : throw new WrongWordsException($"The device '{device}' is unknown; supported are auto, cpu, cuda, cuda:N, several as cuda:N,N and cuda:all.");
    }

    private static string Join(IEnumerable<int> indexes) => string.Join(", ", indexes.Select(index => index.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Such as "CPU, 2 threads" or "CUDA 0, NVIDIA H200".</summary>
    public string Describe(int threads) => Cuda is not null
        ? $"CUDA {Join(All.OfType<int>())}" + (Name.Length > 0 ? ", " + Name : "")
        : $"CPU, {threads} {(threads == 1 ? "thread" : "threads")}";
}
