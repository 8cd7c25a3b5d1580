using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace QualityReview.Benchmarks.Memory;

/// <summary>Resident memory of a process while it ran, in bytes.</summary>
/// <param name="Samples">In the order of time, evenly spaced.</param>
/// <param name="Peak">As the system kept it, also between samples.</param>
internal sealed record MemoryUsage(IReadOnlyList<long> Samples, long Peak, double Seconds)
{
    /// <summary>The most in one part of the time.</summary>
    public long PeakOf(int part, int parts)
    {
        var (start, end) = (part * Samples.Count / parts, Math.Max((part + 1) * Samples.Count / parts, (part * Samples.Count / parts) + 1));
        return Samples.Take(start..end).DefaultIfEmpty(0).Max();
    }
}

/// <summary>The program as people start it, over a data folder of its own.</summary>
internal sealed class RealProgram
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly string _dll;
    private readonly string _data;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private RealProgram(string dll, string data, IReadOnlyDictionary<string, string> settings) => (_dll, _data, _settings) = (dll, data, settings);

    /// <param name="data">The data folder.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<RealProgram> BuildAsync(string data, IReadOnlyDictionary<string, string> settings)
    {
        var root = typeof(RealProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!;
        var project = Path.Combine(root, "src", "QualityReview.Web");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "q"]) { RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return build.ExitCode == 0
            ? new RealProgram(Path.Combine(project, "bin", "Release", "net10.0", "quality-review.dll"), data, settings)
            : throw new QualityReviewException($"The program could not be built: {output.Trim()}");
    }

    /// <returns>Its memory, and what it wrote to standard output.</returns>
    public async Task<(MemoryUsage Usage, string Output)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [_dll, .. words, "--data", _data]) { RedirectStandardOutput = true };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var exited = process.WaitForExitAsync();
        var samples = new List<long>();
        var peak = 0L;
        while (await Task.WhenAny(exited, Task.Delay(s_interval)) != exited)
        {
            var (now, most) = Read(process.Id);
            samples.Add(now);
            peak = Math.Max(peak, most);
        }
        return process.ExitCode == 0
            ? (new MemoryUsage(samples, peak, Stopwatch.GetElapsedTime(began).TotalSeconds), await output)
            : throw new QualityReviewException($"quality-review {string.Join(' ', words)} ended with exit code {process.ExitCode}.");
    }

    private static (long Now, long Most) Read(int process)
    {
        var lines = File.Exists($"/proc/{process}/status") ? File.ReadAllLines($"/proc/{process}/status") : [];
        long Of(string name) => lines.Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture)).FirstOrDefault();
        return (Of("VmRSS:"), Of("VmHWM:"));
    }
}
