using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Devices;

/// <summary>Finds out whether an NVIDIA GPU can really be used, by opening a session of one node on it.</summary>
internal static partial class CudaProbe
{
    private static readonly ConcurrentDictionary<int, string?> s_reasons = new();

    /// <summary>Null when the GPU works, else the cause in a few words. Asked once a process.</summary>
    public static string? WhyNot(int index) => s_reasons.GetOrAdd(index, Probe);

    public static void Append(SessionOptions options, int index)
    {
        // Without an environment the provider's options fail for want of a logger.
        OrtEnv.Instance();
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = index.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["arena_extend_strategy"] = "kSameAsRequested",
            // Full float32 products: scores must agree with the CPU's.
            ["use_tf32"] = "0",
        });
        options.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>The GPU's name as the Linux driver tells it; empty elsewhere.</summary>
    public static string NameOf(int index)
    {
        const string gpus = "/proc/driver/nvidia/gpus";
        if (!Directory.Exists(gpus))
        {
            return "";
        }
        var folder = Directory.GetDirectories(gpus).Order(StringComparer.Ordinal).ElementAtOrDefault(index);
        var information = Path.Combine(folder ?? gpus, "information");
        return File.Exists(information)
            ? File.ReadLines(information).Where(l => l.StartsWith("Model:", StringComparison.Ordinal)).Select(l => l[6..].Trim()).FirstOrDefault("")
            : "";
    }

    // The provider list of the library names CUDA whether or not there is a GPU, and appending succeeds without one:
    // only a session tells.
    private static string? Probe(int index)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            Append(options, index);
            using var session = new InferenceSession(OneNode(), options);
            return null;
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            var cause = Cause().Match(fault.Message);
            return cause.Success ? cause.Value.Trim() : FirstLine().Match(fault.Message).Value;
        }
    }

    private static byte[] OneNode()
    {
        var graph = new OnnxTail()
            .Node("Identity", ["x"], "y")
            .Input("x", TensorInfo.Float, 1)
            .Output("y", TensorInfo.Float, 1)
            .ToArray();
        return ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Text(2, "probe").Raw(graph)).Nested(8, o => o.Text(1, "").Integer(2, 17)));
    }

    [GeneratedRegex(@"lib\S+: cannot open[^\r\n]*|CUDA failure[^;\r\n]*|CUDA execution provider is not enabled in this build")]
    private static partial Regex Cause();

    [GeneratedRegex(@"[^\r\n]*")]
    private static partial Regex FirstLine();
}
