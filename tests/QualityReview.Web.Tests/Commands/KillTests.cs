using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Commands;

/// <summary>Kills the real program in the middle of scoring, and asks for the same bytes as if nothing had happened.</summary>
public sealed class KillTests : IDisposable
{
    private const int Samples = 800;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_KilledTwiceAndRunAgain_ExportsTheSameBytesAsAnUninterruptedRun()
    {
        var texts = File.ReadLines(Repository.File("src/QualityReview.Web/SampleDataset/samples.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString()!)
            .Where(text => text.Length > 160)
            .Select(text => text[..160])
            .Distinct();
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), texts.Take(Samples).Select((text, i) => JsonSerializer.Serialize(new { id = $"s{i}", text })));

        foreach (var data in (string[])["killed", "whole"])
        {
            await RunAsync("import", "d", _folder.File("a.jsonl"), "--data", _folder.File(data));
        }

        var scored = 0;
        foreach (var chunks in (int[])[1, 2])
        {
            using var scoring = Start("score", "d", "--scorer", "perplexity", "--data", _folder.File("killed"));
            await UntilChunksAsync(chunks, scoring);
            scoring.Kill();
            await scoring.WaitForExitAsync(TestContext.Current.CancellationToken);
            scored = Chunks();
            Assert.InRange(scored, chunks, 3);
        }

        await RunAsync("score", "d", "--scorer", "perplexity", "--data", _folder.File("killed"));
        await RunAsync("score", "d", "--scorer", "perplexity", "--data", _folder.File("whole"));
        foreach (var data in (string[])["killed", "whole"])
        {
            await RunAsync("export", "d", "--out", _folder.File(data + "-out"), "--data", _folder.File(data));
        }

        foreach (var file in Directory.GetFiles(_folder.File("whole-out")))
        {
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(_folder.File("killed-out"), Path.GetFileName(file))));
        }
    }

    private async Task UntilChunksAsync(int wanted, Process scoring)
    {
        while (Chunks() < wanted)
        {
            Assert.False(scoring.HasExited, "The scoring ended before it could be killed.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Chunks of the perplexity run that are committed.</summary>
    private int Chunks()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("killed/quality-review.db")};Pooling=false");
        connection.Open();
        return connection.ExecuteScalar<int>("select count(*) from score_chunks join scoring_runs using (run_id) where scorer_key like 'perplexity%'");
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "quality-review.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task RunAsync(params string[] args)
    {
        using var process = Start(args);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
    }
}
