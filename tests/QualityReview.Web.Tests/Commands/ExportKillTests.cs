using System.Diagnostics;
using System.Text.Json;
using QualityReview.Exports;
using QualityReview.Hashing;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Commands;

/// <summary>Kills the real program at random moments of exporting: there is no folder of that name, or a complete one.</summary>
public sealed class ExportKillTests : IDisposable
{
    private const int Samples = 20_000, Kills = 8;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("jsonl.gz", false)]
    [InlineData("jsonl", true)]
    public async Task Export_KilledAtAnyMoment_LeavesNoFolderOrACompleteOne(string format, bool overwrites)
    {
        var random = new SeededRandom(7);
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), Enumerable.Range(0, Samples).Select(i => JsonSerializer.Serialize(new { id = $"s{i}", text = string.Concat(Enumerable.Range(0, 20).Select(_ => $"{random.NextInt(1 << 30)} ")) })));
        await RunAsync("import", "d", _folder.File("a.jsonl"), "--data", _folder.File("data"));
        string[] words = ["export", "d", "--data", _folder.File("data"), "--format", format, "--file-size", "1", "--out", _folder.File("out"), .. overwrites ? new[] { "--overwrite" } : []];
        var took = Stopwatch.StartNew();
        await RunAsync(words);
        var whole = took.Elapsed;
        var manifest = File.ReadAllBytes(Path.Combine(_folder.File("out"), ExportManifest.FileName));

        var (killed, absent) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            if (!overwrites && Directory.Exists(_folder.File("out")))
            {
                Directory.Delete(_folder.File("out"), recursive: true);
            }

            using var export = Start(words);
            await Task.Delay(whole * ((kill + random.NextDouble()) / Kills), TestContext.Current.CancellationToken);
            killed += export.HasExited ? 0 : 1;
            export.Kill();
            await export.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (Directory.Exists(_folder.File("out")))
            {
                Assert.Empty(ExportVerifier.Verify(_folder.File("out"), TestContext.Current.CancellationToken));
                Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(_folder.File("out"), ExportManifest.FileName)));
            }
            else
            {
                absent++;
            }
        }

        Assert.True(killed >= Kills / 2, "The exports ended before they could be killed: the moments are badly chosen.");
        Assert.True(overwrites || absent > 0, "No kill came before an export had its name: the moments are badly chosen.");
        if (!Directory.Exists(_folder.File("out")))
        {
            await RunAsync(words);
        }

        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(_folder.File("out"), ExportManifest.FileName)));
    }

    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "quality-review.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task RunAsync(params string[] args)
    {
        using var process = Start(args);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
    }
}
