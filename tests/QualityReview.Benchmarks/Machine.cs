using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.ML.OnnxRuntime;

namespace QualityReview.Benchmarks;

/// <summary>What the figures were measured on: ratios travel between machines, seconds do not.</summary>
internal static class Machine
{
    public static string Describe()
    {
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var simd = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "512" : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? "256" : "128";
        return $"{Processor()}, {Environment.ProcessorCount} cores, {simd}-bit SIMD; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; "
            + $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}; SQLite {sqlite.ServerVersion}.";
    }

    /// <summary>Over 1, 5 and 15 minutes; "unknown" where the system does not say.</summary>
    public static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
