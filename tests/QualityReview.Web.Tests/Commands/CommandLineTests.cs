using System.Text;
using System.Text.Json;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Storage;
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
    [InlineData(ExitCode.WrongWords, "add --yes", "remove", "known")]
    [InlineData(ExitCode.Failed, "known", "remove", "unknown", "--yes")]
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

    [Fact]
    public async Task Restore_Backup_GivesTheSameDatasetsAndRefusesWhatItCannot()
    {
        await File.WriteAllTextAsync(_folder.File("good.jsonl"), """{"id":"a","text":"One good line."}""");
        await CommandRun.OfAsync("import", "known", _folder.File("good.jsonl"), "--data", Data);
        var backup = _folder.File("backup.db");
        await CommandRun.OfAsync("backup", backup, "--data", Data);
        var bytes = await File.ReadAllBytesAsync(backup);
        await File.WriteAllBytesAsync(_folder.File("cut.db"), bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(_folder.File("other.db"), "not a database at all, though long enough to be taken for one by its length alone");

        var over = await CommandRun.OfAsync("restore", backup, "--data", Data);
        var cut = await CommandRun.OfAsync("restore", _folder.File("cut.db"), "--data", _folder.File("cut"));
        var other = await CommandRun.OfAsync("restore", _folder.File("other.db"), "--data", _folder.File("other"));
        var good = await CommandRun.OfAsync("restore", backup, "--data", _folder.File("new"));
        var export = await CommandRun.OfAsync("export", "known", "--filter", "all", "--out", _folder.File("out"), "--data", _folder.File("new"));

        Assert.Equal((ExitCode.Failed, ExitCode.Failed, ExitCode.Failed, ExitCode.Done, ExitCode.Done), (over.ExitCode, cut.ExitCode, other.ExitCode, good.ExitCode, export.ExitCode));
        Assert.Contains("is there already", over.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be restored", cut.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be restored", other.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("cut")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(backup));
        Assert.Contains("One good line.", await File.ReadAllTextAsync(Path.Combine(_folder.File("out"), "subset-00000.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_SoundAndDamagedDatabase_SaysWhichItIs()
    {
        await File.WriteAllLinesAsync(_folder.File("many.jsonl"), Enumerable.Range(0, 300).Select(i => $$"""{"id":"{{i}}","text":"Line {{i}} {{new string('x', 300)}}"}"""));
        await CommandRun.OfAsync("import", "known", _folder.File("many.jsonl"), "--data", Data);
        await CommandRun.OfAsync("backup", _folder.File("damaged.db"), "--data", Data);
        var bytes = await File.ReadAllBytesAsync(_folder.File("damaged.db"));
        // Page 1 holds the schema; what comes later is tables and indexes.
        bytes.AsSpan(bytes.Length / 2, bytes.Length / 4).Fill(0x5A);
        Directory.CreateDirectory(_folder.File("ill"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.File("ill"), "quality-review.db"), bytes);

        var sound = await CommandRun.OfAsync("doctor", "--full", "--data", Data);
        var ill = await CommandRun.OfAsync("doctor", "--data", _folder.File("ill"));
        var none = await CommandRun.OfAsync("doctor", "--data", _folder.File("nothing"));

        Assert.Equal((ExitCode.Done, ExitCode.Failed, ExitCode.Done), (sound.ExitCode, ill.ExitCode, none.ExitCode));
        Assert.Contains("every page and index sound; 1 dataset.", sound.Out, StringComparison.Ordinal);
        Assert.Contains("ok     ask_llm_judge_mini_1", sound.Out, StringComparison.Ordinal);
        Assert.Contains("fault  database", ill.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("nothing")));
    }

    [Fact]
    public async Task Remove_Yes_DeletesTheDatasetAndLeavesItsNameFree()
    {
        await File.WriteAllTextAsync(_folder.File("good.jsonl"), """{"id":"a","text":"One good line."}""");
        await CommandRun.OfAsync("import", "going", _folder.File("good.jsonl"), "--data", Data);

        var removed = await CommandRun.OfAsync("remove", "going", "--yes", "--data", Data);
        var gone = await CommandRun.OfAsync("score", "going", "--data", Data);
        var again = await CommandRun.OfAsync("import", "going", _folder.File("good.jsonl"), "--data", Data);

        Assert.Equal((ExitCode.Done, ExitCode.Failed, ExitCode.Done), (removed.ExitCode, gone.ExitCode, again.ExitCode));
        Assert.Contains("going: 1 samples deleted.", removed.Out, StringComparison.Ordinal);
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
    public async Task Export_FilterByVersion_WritesThatVersionAndNamesIt()
    {
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), ["""{"id":"a","text":"Short."}""", """{"id":"b","text":"A longer text."}"""]);
        await CommandRun.OfAsync("import", "d", _folder.File("a.jsonl"), "--data", Data);
        await using (var database = ReviewDatabase.Open(Data))
        {
            var filters = new FilterStore(database, TimeProvider.System);
            var dataset = new DatasetStore(database, TimeProvider.System).Get("d");
            await filters.SaveAsync(dataset.DatasetId, "long", "length > 3", "ana");
            await filters.SaveAsync(dataset.DatasetId, "long", "length > 10", "ana");
        }

        foreach (var (name, version, ids) in new[] { ("long", 2, "b"), ("long@2", 2, "b"), ("long@1", 1, "a b") })
        {
            var folder = name.Replace('@', '-');
            Assert.Equal(ExitCode.Done, (await CommandRun.OfAsync("export", "d", "--filter", name, "--data", Data, "--out", _folder.File(folder))).ExitCode);
            Assert.Equal(ids, string.Join(' ', Exported(folder).Select(sample => sample.GetProperty("id").GetString())));
            using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File(folder + "/manifest.json")));
            Assert.Equal(("long", version), (manifest.RootElement.GetProperty("filter").GetProperty("name").GetString(), manifest.RootElement.GetProperty("filter").GetProperty("version").GetInt32()));
        }

        var run = await CommandRun.OfAsync("export", "d", "--filter", "long@3", "--data", Data, "--out", _folder.File("none"));
        Assert.Equal(ExitCode.WrongWords, run.ExitCode);
        Assert.Contains("has the versions 1 to 2, and version 3 was asked for", run.Error, StringComparison.Ordinal);
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
