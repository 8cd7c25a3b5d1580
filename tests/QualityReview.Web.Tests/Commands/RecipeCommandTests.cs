using System.Text.Json;
using QualityReview.TestKit;
using QualityReview.Web.Commands;

namespace QualityReview.Web.Tests.Commands;

public sealed class RecipeCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Recipe_SavedShownAndExported_IsVerifiedReplayedAndCompared()
    {
        await ImportAsync();
        await File.WriteAllTextAsync(_folder.File("r.json"), """{ "filters": ["length >= 5"], "weights": [{ "source": "docs", "weight": 2 }], "target": { "samples": 12 } }""");

        Assert.Equal("mine, version 1.", (await RunAsync("recipes", "save", "d", "mine", _folder.File("r.json"))).Out.Trim());
        var shown = await RunAsync("recipes", "show", "d", "mine");
        await File.WriteAllTextAsync(_folder.File("again.json"), shown.Out);
        await RunAsync("export", "d", "--recipe", "mine", "--out", _folder.File("one"), "--excluded");
        var file = await RunAsync("export", "d", "--recipe", _folder.File("again.json"), "--out", _folder.File("two"), "--format", "jsonl.zst", "--hashes-only");

        Assert.Contains("on 12 lines", file.Out, StringComparison.Ordinal);
        foreach (var folder in (string[])["one", "two"])
        {
            Assert.Contains("as it was exported", (await RunAsync("verify", _folder.File(folder))).Out, StringComparison.Ordinal);
            Assert.Contains("byte for byte", (await RunAsync("replay", _folder.File(folder))).Out, StringComparison.Ordinal);
        }

        Assert.Contains("0 came, 0 went, 0 changed", (await RunAsync("diff", _folder.File("one"), _folder.File("two"))).Out, StringComparison.Ordinal);
        await RunAsync("export", "d", "--filter", "source = docs", "--out", _folder.File("docs"));
        var diff = await RunAsync("diff", _folder.File("docs"), _folder.File("one"), "--all");
        Assert.Contains("rule: source = \"docs\" -> length >= 5", diff.Out, StringComparison.Ordinal);
        Assert.Contains("recipe: target", diff.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_InAndOut_GoThroughTheDataset()
    {
        await ImportAsync();
        await File.WriteAllLinesAsync(_folder.File("s.csv"), ["id,score", "s1,0.5", "s2,0.25", "nobody,1"]);

        var read = await RunAsync("scores", "d", "--in", _folder.File("s.csv"), "--key", "quality_1", "--title", "Quality");
        await RunAsync("scores", "d", "--out", _folder.File("attributes.jsonl.gz"));
        var export = await RunAsync("export", "d", "--filter", "percentile(quality) > 50", "--out", _folder.File("out"));

        Assert.Contains("quality_1: 2 of 10 samples have a score, 1 line was set aside.", read.Out, StringComparison.Ordinal);
        Assert.Contains("line 4: No sample of d has this id.", read.Error, StringComparison.Ordinal);
        Assert.StartsWith("1 of 10 samples", export.Out, StringComparison.Ordinal);
        using var zip = new System.IO.Compression.GZipStream(File.OpenRead(_folder.File("attributes.jsonl.gz")), System.IO.Compression.CompressionMode.Decompress);
        var lines = new StreamReader(zip).ReadToEnd().TrimEnd().Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(10, lines.Count);
        Assert.Equal("[[0,13,0.5]]", lines[1].GetProperty("attributes").GetProperty("quality_review__quality_1__value").GetRawText());
        Assert.False(lines[0].GetProperty("attributes").TryGetProperty("quality_review__quality_1__value", out _));
    }

    [Fact]
    public async Task Score_ShardsMerged_AreTheDatasetsScores()
    {
        await ImportAsync();
        for (var shard = 1; shard <= 2; shard++)
        {
            await RunAsync("score", "d", "--scorer", "perplexity", "--shard", $"{shard}/2", "--out", _folder.File($"{shard}.jsonl"));
        }

        Assert.Contains("10 of 10 samples have a score.", (await RunAsync("score", "d", "--merge", _folder.File("1.jsonl"), _folder.File("2.jsonl"))).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do not go together", "export", "d", "--filter", "all", "--recipe", "x", "--out", "{folder}/o")]
    [InlineData("none has been saved yet", "export", "d", "--recipe", "x", "--out", "{folder}/o")]
    [InlineData("its parts are", "export", "d", "--recipe", "{folder}/a.jsonl", "--out", "{folder}/o")]
    [InlineData("supported are 1 to", "export", "d", "--file-size", "0", "--out", "{folder}/o")]
    [InlineData("I/N", "score", "d", "--shard", "3/2")]
    [InlineData("one --scorer", "score", "d", "--shard", "1/2")]
    [InlineData("looks at the whole dataset", "score", "d", "--shard", "1/2", "--scorer", "density", "--out", "{folder}/o")]
    [InlineData("--out FILE or --in FILE", "scores", "d")]
    [InlineData("--key", "scores", "d", "--in", "{folder}/a.jsonl")]
    public async Task Run_WrongWords_GivesOneSentence(string said, params string[] args)
    {
        await ImportAsync();
        var run = await CommandRun.OfAsync([.. args.Select(word => word.Replace("{folder}", _folder.Path, StringComparison.Ordinal)), "--data", Data]);
        Assert.Equal(ExitCode.WrongWords, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private async Task ImportAsync()
    {
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), Enumerable.Range(0, 10).Select(i => JsonSerializer.Serialize(new { id = $"s{i}", text = $"Some text {i}..", source = i % 2 == 0 ? "docs" : "web" })));
        await RunAsync("import", "d", _folder.File("a.jsonl"));
    }

    private async Task<CommandRun> RunAsync(params string[] args)
    {
        var run = await CommandRun.OfAsync([.. args, "--data", Data]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error + run.Out);
        return run;
    }
}
