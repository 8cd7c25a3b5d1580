using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>The same job in transformers.js on onnxruntime-node, run by Node.js beside this program (transformersjs/score.mjs).</summary>
internal sealed class TransformersJs
{
    private readonly string _folder;

    private TransformersJs(string folder) => _folder = folder;

    /// <summary>What score.mjs is told.</summary>
    /// <param name="Models">Folder of the model's folder.</param>
    /// <param name="Room">Ask-LLM: most tokens of a text.</param>
    public sealed record Plan(string Models, string Model, string Method, int Threads, int Window, int Stride, int Pad, int[] Before, int[] After, int Room, int[] Yes, IReadOnlyList<string> Texts);

    /// <summary>What score.mjs says, timed by itself without its start.</summary>
    public sealed record Result(double[] Scores, long Tokens, long Padded, double Seconds, double CpuSeconds);

    /// <summary>Installs the packages of its lock file beside this program.</summary>
    /// <returns>Null where npm or its packages cannot be had; <paramref name="reason"/> says why.</returns>
    public static async Task<TransformersJs?> InstallAsync(Action<string> reason)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "transformersjs");
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            return new TransformersJs(folder);
        }
        Console.WriteLine("Fetching transformers.js: npm ci");
        Console.WriteLine();
        var (code, _, error) = await RunAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        if (code == 0)
        {
            return new TransformersJs(folder);
        }
        reason(error.Trim());
        return null;
    }

    public async Task<Result> ScoreAsync(Plan plan)
    {
        var file = Path.Combine(_folder, $"plan-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(plan, JsonSerializerOptions.Web));
        var (code, output, error) = await RunAsync("node", _folder, "score.mjs", file);
        File.Delete(file);
        return code == 0
            ? JsonSerializer.Deserialize<Result>(output.Trim().Split('\n')[^1], JsonSerializerOptions.Web)!
            : throw new QualityReviewException($"transformers.js failed: {error.Trim()}");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string program, string folder, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output, await error);
        }
        catch (Win32Exception fault)
        {
            return (-1, "", $"{program} cannot be started: {fault.Message}");
        }
    }
}
