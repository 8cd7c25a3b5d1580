using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Hashing;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Commands;

/// <summary>Kills the real program at random moments of scoring, and asks for the same bytes as if nothing had happened.</summary>
public sealed partial class KillTests : IDisposable
{
    private const int Samples = 800, Kills = 5;

    // Four chunks of each scorer, the last one short; density's are its embedder's.
    private static readonly string[] _scorers = ["ask_llm", "perplexity", "density"];
    private static readonly int _chunks = _scorers.Length * 4;

    private readonly TestFolder _folder = new();
    private readonly SeededRandom _random = new(5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_KilledFiveTimesAndRunAgain_HasTheSameBytesAndRepeatsAtMostOneChunkAKill()
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

        var begun = new HashSet<string>();
        var repeated = 0;
        foreach (var moment in Enumerable.Range(0, Kills).Select(_ => _random.NextInt(_chunks - 1)).Order())
        {
            var lost = (await KillAsync(moment)).Except(Committed()).ToList();
            Assert.InRange(lost.Count, 0, 1);
            repeated += lost.Count;
        }

        var committed = Committed();
        Assert.InRange(committed.Count, 1, _chunks - 1);
        begun.UnionWith(Begun(await ScoreAsync("killed")));
        Assert.Empty(begun.Intersect(committed));
        Assert.Equal(_chunks, begun.Union(committed).Count());
        Assert.True(repeated > 0, "No kill hit a chunk that was being computed: the moments are badly chosen.");

        await ScoreAsync("whole");
        Assert.Equal(Stored("whole"), Stored("killed"));
        foreach (var data in (string[])["killed", "whole"])
        {
            await RunAsync("export", "d", "--out", _folder.File(data + "-out"), "--data", _folder.File(data));
        }

        foreach (var file in Directory.GetFiles(_folder.File("whole-out")))
        {
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(_folder.File("killed-out"), Path.GetFileName(file))));
        }
    }

    /// <summary>Starts scoring, and kills it some moments after so many chunks are committed.</summary>
    /// <returns>The chunks that it began.</returns>
    private async Task<IReadOnlyCollection<string>> KillAsync(int chunks)
    {
        using var scoring = Start(["score", "d", "--scorer", .. _scorers, "--data", _folder.File("killed")]);
        var error = scoring.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (Committed().Count < chunks)
        {
            Assert.False(scoring.HasExited, "The scoring ended before it could be killed.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(_random.NextInt(1000), TestContext.Current.CancellationToken);
        scoring.Kill();
        await scoring.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Begun(await error);
    }

    private Task<string> ScoreAsync(string data) => RunAsync(["score", "d", "--scorer", .. _scorers, "--data", _folder.File(data)]);

    /// <summary>The chunks that the program's log says it began.</summary>
    private static HashSet<string> Begun(string log) => [.. ChunkBegins().Matches(log).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];

    private HashSet<string> Committed() => [.. Query("killed", """
        select method || ' ' || chunk_no from score_chunks join scoring_runs using (run_id) join
          (select scorer_key, substr(scorer_key, 1, instr(scorer_key, '_') - 1) as method from scorers) using (scorer_key) where method in ('ask', 'perplexity')
        union all select 'embedder ' || chunk_no from embedding_chunks
        """)];

    private List<string> Stored(string data) => Query(data, """
        select scorer_key || ' ' || chunk_no || ' ' || sample_count || ' ' || hex(score_values) || ' ' || hex(flags) || ' ' || hex(details)
        from score_chunks join scoring_runs using (run_id) order by scorer_key, chunk_no
        """).Concat(Query(data, "select embedder_key || ' ' || chunk_no || ' ' || hex(vectors) from embedding_chunks order by embedder_key, chunk_no")).ToList();

    private List<string> Query(string data, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(data)}/quality-review.db;Pooling=false");
        connection.Open();
        return connection.Query<string>(sql).ToList();
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "quality-review.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Logging__LogLevel__QualityReview.Jobs"] = "Debug";
        return Process.Start(start)!;
    }

    /// <returns>What the program wrote to standard error.</returns>
    private static async Task<string> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return await error;
    }

    // Such as "perplexity_lm_mini_1 over d: chunk 2 begins".
    [GeneratedRegex(@"\b([a-z]+)_\w+ over d: chunk (\d+) begins")]
    private static partial Regex ChunkBegins();
}
