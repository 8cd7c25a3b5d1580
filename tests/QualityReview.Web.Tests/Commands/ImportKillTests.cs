using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Commands;

/// <summary>Kills the real program while it imports, once as it stores samples and once as it indexes their words, and asks for the same
/// content as if nothing had happened.</summary>
public sealed class ImportKillTests : IDisposable
{
    private const int Samples = 12_000;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_KilledTwiceAndRunAgain_HasTheSameContent()
    {
        var texts = File.ReadLines(Repository.File("src/QualityReview.Web/SampleDataset/samples.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString()!)
            .Select(text => text.Length > 600 ? text[..600] : text)
            .ToList();
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), Enumerable.Range(0, Samples).Select(i => JsonSerializer.Serialize(new { id = $"s{i}", text = $"{i} {texts[i % texts.Count]}" })));
        await RunAsync("whole");

        await ReviewDatabase.Open(_folder.File("killed")).DisposeAsync();
        await KillAsync("sample_count > 0");
        await KillAsync("indexed_count > 0");
        await RunAsync("killed");

        foreach (var sql in (string[])
            [
                "select sample_no || ' ' || sample_id || ' ' || source || ' ' || language || ' ' || characters || ' ' || hex(content_hash) || ' ' || text from samples join texts using (sample_no) order by sample_no",
                "select name || ' ' || sample_count || ' ' || indexed_count from datasets",
                "select scorer_key || ' ' || chunk_no || ' ' || sample_count || ' ' || hex(score_values) || ' ' || hex(flags) from score_chunks join scoring_runs using (run_id) order by scorer_key, chunk_no",
                "select cast(rowid as text) from text_index where text_index match 'the' order by rowid",
            ])
        {
            var whole = Query("whole", sql);
            Assert.NotEmpty(whole);
            Assert.Equal(whole, Query("killed", sql));
        }

        using var connection = Open("killed");
        connection.Execute("insert into text_index (text_index, rank) values ('integrity-check', 0)");
    }

    /// <summary>Starts the import and kills it as soon as that is true of the dataset.</summary>
    private async Task KillAsync(string condition)
    {
        using var import = Start("killed");
        while (!import.HasExited && Query("killed", $"select name from datasets where {condition}").Count == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        import.Kill();
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process Start(string data) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "quality-review.dll"), "import", "d", _folder.File("a.jsonl"), "--data", _folder.File(data)])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private async Task RunAsync(string data)
    {
        using var process = Start(data);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
    }

    private SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={_folder.File(data)}/quality-review.db;Pooling=false");
        connection.Open();
        return connection;
    }

    private List<string> Query(string data, string sql)
    {
        using var connection = Open(data);
        return connection.Query<string>(sql).ToList();
    }
}
