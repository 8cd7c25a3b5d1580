using System.Text;
using System.Text.Json;
using QualityReview.TestKit;
using QualityReview.Web.Commands;

namespace QualityReview.Web.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExitCode.WrongWords, "frobnicate", "frobnicate")]
    [InlineData(ExitCode.WrongWords, "--frobnicate", "import", "d", "x.jsonl", "--frobnicate")]
    [InlineData(ExitCode.WrongWords, "argument missing", "score")]
    [InlineData(ExitCode.WrongWords, "lower-case", "import", "Not A Name", "{good}")]
    [InlineData(ExitCode.WrongWords, "'body'", "import", "d", "{good}", "--text-field", "body")]
    [InlineData(ExitCode.WrongWords, "supported are", "import", "d", "{folder}/thing.docx")]
    [InlineData(ExitCode.WrongWords, "ask_llm_judge_mini_1", "score", "known", "--scorer", "nonsense")]
    [InlineData(ExitCode.WrongWords, "0.2 to 1", "duplicates", "known", "--threshold", "7")]
    [InlineData(ExitCode.Failed, "known", "duplicates", "unknown")]
    [InlineData(ExitCode.WrongWords, "not been sought", "export", "known", "--out", "{folder}/out", "--filter", "keep_one(first)")]
    [InlineData(ExitCode.WrongWords, "character 1", "export", "known", "--out", "{folder}/out", "--filter", "lenght > 3")]
    [InlineData(ExitCode.WrongWords, "xml", "export", "known", "--out", "{folder}/out", "--format", "xml")]
    [InlineData(ExitCode.WrongWords, "already", "export", "known", "--out", "{folder}")]
    [InlineData(ExitCode.WrongWords, "supported are 1 to 50000", "cluster", "known", "--clusters", "0")]
    [InlineData(ExitCode.Failed, "score density first", "cluster", "known")]
    [InlineData(ExitCode.Failed, "no file", "import", "d", "{folder}/missing.jsonl")]
    [InlineData(ExitCode.Failed, "is a folder", "import", "d", "{folder}")]
    [InlineData(ExitCode.Failed, "known", "score", "unknown")]
    [InlineData(ExitCode.Failed, "config.json", "models", "check", "{folder}")]
    [InlineData(ExitCode.Failed, "no folder", "verify", "{folder}/nothing")]
    [InlineData(ExitCode.Failed, "manifest.json", "verify", "{folder}")]
    public async Task Run_WrongWordsOrFailingWork_GivesOneSentenceAndTheExitCode(int expected, string said, params string[] args)
    {
        await File.WriteAllTextAsync(_folder.File("good.jsonl"), """{"id":"a","text":"One good line."}""");
        await File.WriteAllTextAsync(_folder.File("thing.docx"), "");
        await CommandRun.OfAsync("import", "known", _folder.File("good.jsonl"), "--data", Data);

        var run = await CommandRun.OfAsync([.. args.Select(word => word.Replace("{good}", _folder.File("good.jsonl"), StringComparison.Ordinal).Replace("{folder}", _folder.Path, StringComparison.Ordinal)), "--data", Data]);

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("import")]
    [InlineData("score")]
    [InlineData("duplicates")]
    [InlineData("export")]
    [InlineData("recipes", "show")]
    [InlineData("verify")]
    [InlineData("diff")]
    [InlineData("replay")]
    [InlineData("scores")]
    [InlineData("models", "check")]
    [InlineData("backup")]
    public async Task Help_EveryVerb_DescribesItself(params string[] verb)
    {
        var run = await CommandRun.OfAsync([.. verb, "--help"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Contains("--data", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BrokenFile_KeepsEveryGoodLineAndReportsEveryBadOne()
    {
        var file = _folder.File("broken.jsonl");
        await using (var stream = File.Create(file))
        {
            void Line(string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
            Line("""{"id":"good-1","text":"First good line."}""");
            Line("{not json");
            Line("""{"id":"number","text":42}""");
            Line("""{"id":"good-1","text":"Same id, other text."}""");
            Line("""{"id":"nul","text":"a\u0000b"}""");
            stream.Write([.. """{"id":"bytes","text":"bad """u8, 0xFF, 0xFE, .. "\"}\n"u8]);
            Line($$"""{"id":"long","text":"{{new string('x', 5_000_000)}}"}""");
            Line("""{"id":"surrogate","text":"half \ud800 pair"}""");
            Line("""{"id":"good-2","text":"Last good line."}""");
            stream.Write("""{"id":"cut","text":"no en"""u8);
        }

        var run = await CommandRun.OfAsync("import", "d", file, "--data", Data, "--set-aside", _folder.File("aside.tsv"));
        var export = await CommandRun.OfAsync("export", "d", "--data", Data, "--out", _folder.File("out"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("5 samples imported", run.Out, StringComparison.Ordinal);
        Assert.Contains("5 lines set aside", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 repaired", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, export.ExitCode);
        Assert.Equal(["good-1", "nul", "long", "surrogate", "good-2"], Exported("out").Select(sample => sample.GetProperty("id").GetString()));
        Assert.Equal("half \ufffd pair", Exported("out")[3].GetProperty("text").GetString());
        var aside = (await File.ReadAllLinesAsync(_folder.File("aside.tsv"))).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["2", "3", "4", "6", "10"], aside.Select(cells => cells[1]));
        Assert.All(aside, cells => Assert.EndsWith(".", cells[2], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_SameFileAgain_AddsNothing()
    {
        await File.WriteAllTextAsync(_folder.File("a.csv"), "id,text\n1,\"One, quoted\"\n2,Two\n");

        await CommandRun.OfAsync("import", "d", _folder.File("a.csv"), "--data", Data);
        var again = await CommandRun.OfAsync("import", "d", _folder.File("a.csv"), "--data", Data);

        Assert.Contains("0 samples imported into d, 2 there already.", again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Verify_OneByteOfAnExportChanged_NamesTheFile(string format)
    {
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), Enumerable.Range(0, 50).Select(i => $$"""{"id":"s{{i}}","text":"Sample number {{i}}."}"""));
        await CommandRun.OfAsync("import", "d", _folder.File("a.jsonl"), "--data", Data);
        await CommandRun.OfAsync("export", "d", "--data", Data, "--out", _folder.File("out"), "--format", format);
        Assert.Equal(ExitCode.Done, (await CommandRun.OfAsync("verify", _folder.File("out"))).ExitCode);
        var subset = Directory.GetFiles(_folder.File("out"), "subset*").Single();
        var bytes = await File.ReadAllBytesAsync(subset);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(subset, bytes);

        var run = await CommandRun.OfAsync("verify", _folder.File("out"));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(Path.GetFileName(subset), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_ThenExportOneOfEach_KeepsOneAndNamesTheSearch()
    {
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), ["""{"id":"a","text":"Twice."}""", """{"id":"b","text":"Once."}""", """{"id":"c","text":"TWICE, indeed not!"}""", """{"id":"d","text":"  twice!!"}"""]);
        await CommandRun.OfAsync("import", "d", _folder.File("a.jsonl"), "--data", Data);

        var run = await CommandRun.OfAsync("duplicates", "d", "--threshold", "0.8", "--bands", "93", "--rows", "15", "--data", Data);
        Assert.StartsWith("d: copies 1 of 4 samples, word for word 1; groups 1.", run.Out, StringComparison.Ordinal);
        foreach (var (rule, folder, ids) in new[] { ("keep_one(first)", "first", "a b c"), ("keep_one(longest)", "longest", "b c d"), ("length > 3", "other", "a b c d") })
        {
            await CommandRun.OfAsync("export", "d", "--filter", rule, "--data", Data, "--out", _folder.File(folder));
            Assert.Equal(ids, string.Join(' ', Exported(folder).Select(sample => sample.GetProperty("id").GetString())));
            Assert.Equal(ExitCode.Done, (await CommandRun.OfAsync("verify", _folder.File(folder))).ExitCode);
        }

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("first/manifest.json")));
        var duplicates = manifest.RootElement.GetProperty("duplicates");
        Assert.Equal(("0.8", "15", 4, 1), (duplicates.GetProperty("settings").GetProperty("threshold").GetString(), duplicates.GetProperty("settings").GetProperty("rows").GetString(), duplicates.GetProperty("samples").GetInt32(), duplicates.GetProperty("groups").GetInt32()));
        using var without = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("other/manifest.json")));
        Assert.False(without.RootElement.TryGetProperty("duplicates", out _));
    }

    [Fact]
    public async Task Backup_ThenExportFromTheCopy_GivesTheSameManifest()
    {
        await File.WriteAllTextAsync(_folder.File("a.jsonl"), """{"id":"a","text":"One good line."}""");
        await CommandRun.OfAsync("import", "d", _folder.File("a.jsonl"), "--data", Data);
        Directory.CreateDirectory(_folder.File("copy"));

        await CommandRun.OfAsync("backup", _folder.File("copy/quality-review.db"), "--data", Data);
        await CommandRun.OfAsync("export", "d", "--data", Data, "--out", _folder.File("one"));
        await CommandRun.OfAsync("export", "d", "--data", _folder.File("copy"), "--out", _folder.File("two"));

        Assert.Equal(await File.ReadAllTextAsync(_folder.File("one/manifest.json")), await File.ReadAllTextAsync(_folder.File("two/manifest.json")));
    }

    private List<JsonElement> Exported(string name) =>
        [.. Directory.GetFiles(_folder.File(name), "subset*.jsonl").SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
