using System.Text;
using System.Text.Json.Nodes;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.People;

namespace QualityReview.Web.Tests.Api;

/// <summary>Every operation of the document is called by a client that is made of the document, and answers what the document says. An
/// operation without a call here fails the test.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task EveryOperation_CalledByTheDocument_AnswersByIt()
    {
        await using var app = await ApiApp.StartAsync();
        await app.EmbedAsync();
        var client = await DocumentClient.OfAsync(await app.ProgramAsync(Role.Admin));
        var called = new HashSet<string>();

        async Task<JsonNode> Call(string operation, Dictionary<string, string>? parameters = null, object? body = null, int status = 200)
        {
            called.Add(operation);
            var answer = await client.CallAsync(operation, parameters, body);
            Assert.True(status == answer.Status, $"{operation}: {answer.Status} {answer.Text}");
            return answer.Text.StartsWith('{') ? answer.Json : JsonValue.Create(answer.Text);
        }

        Dictionary<string, string> dataset = new() { ["dataset"] = "testing" };
        Dictionary<string, string> With(params (string Name, string Value)[] more) => new(dataset.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value))));

        Assert.Equal("program-admin", (string)(await Call("getMe"))["name"]!);
        Assert.Equal("program-admin", (string)(await Call("listPeople"))["items"]![0]!["name"]!);
        Assert.Equal(9, (await Call("listReasons"))["items"]!.AsArray().Count);
        Assert.Equal("testing", (string)(await Call("listDatasets"))["items"]![0]!["name"]!);
        Assert.Equal(12, (int)(await Call("getDataset", dataset))["samples"]!);

        var part = await Call("listSamples", With(("rule", $"score({ApiApp.Scorer}) >= 3"), ("sort", $"percentile({ApiApp.Scorer})"), ("desc", "true"), ("text", "full"), ("take", "2")));
        Assert.Equal((9, "s-11", 11), ((int)part["total"]!, (string)part["items"]![0]!["id"]!, (int)part["items"]![0]!["scores"]![ApiApp.Scorer]!["value"]!));
        Assert.Equal("too_short", (string)part["items"]![0]!["scores"]![ApiApp.Scorer]!["flags"]![0]!);
        Assert.Equal(6, (int)(await Call("countSamples", With(("rule", "source = docs"))))["found"]!);
        Assert.Equal(6, (int)(await Call("getFacets", dataset))["sources"]![0]!["count"]!);
        Assert.Equal(32, (await Call("getHistograms", dataset))["items"]![0]!["all"]!.AsArray().Count);
        Assert.Equal(5.5, (double)(await Call("getSample", With(("id", "s-11"))))["scores"]![0]!["details"]!["p_no"]!);
        Assert.Equal("Sample number 11 says something of its own.", (await Call("getSampleText", With(("id", "s-11")))).GetValue<string>());
        Assert.Equal("s-1", (string)(await Call("listNeighbours", With(("id", "s-0"), ("count", "1"))))["neighbours"]![0]!["id"]!);
        Assert.NotEmpty((await Call("getSurprisal", With(("id", "s-0"))))["spans"]!.AsArray());
        Assert.Equal("whales", (string)(await Call("listClusters", dataset))["clusters"]![0]!["words"]![0]!);
        Assert.Equal("s-4", (string)(await Call("listDuplicates", dataset))["items"]![0]!["members"]![1]!["id"]!);

        await Call("saveFilter", dataset, new { name = "good", rule = $"score({ApiApp.Scorer}) >= 6" });
        Assert.Equal(["all", "good"], (await Call("listFilters", dataset))["items"]!.AsArray().Select(filter => (string)filter!["name"]!));
        Assert.Equal(1, (int)(await Call("listFilterVersions", With(("name", "good"))))["items"]![0]!["version"]!);

        var written = await Call("addReviews", dataset, new { filter = "good", verdicts = new object[] { new { id = "s-2", verdict = "keep", reasons = new[] { "niche_but_good" } }, new { id = "s-11", verdict = "drop" } } });
        Assert.Equal(("drop", "keep"), ((string)written["items"]![0]!["filterSaid"]!, (string)written["items"]![1]!["filterSaid"]!));
        Assert.Equal((6, 1, 1), await Subset());
        Assert.Equal(1, (int)(await Call("undoReviews", dataset, new { positions = new[] { (long)written["items"]![1]!["position"]! } }))["takenBack"]!);
        Assert.Equal((7, 1, 0), await Subset());
        Assert.Equal(["keep", "drop", "none"], (await Call("listReviews", dataset))["items"]!.AsArray().Select(entry => (string)entry!["verdict"]!));
        Assert.Equal(1, (int)(await Call("getAgreement", With(("who", "program-admin"), ("from", "2020-01-01"))))["samples"]!);

        var recipe = new { filters = new[] { "good" }, quotas = new[] { new { source = "docs", samples = 1 } } };
        Assert.Equal(1, (int)(await Call("saveRecipe", dataset, new { name = "few", recipe }))["version"]!);
        Assert.Equal("docs", (string)(await Call("getRecipe", With(("name", "few"), ("version", "1"))))["recipe"]!["quotas"]![0]!["source"]!);
        Assert.Equal("few", (string)(await Call("listRecipes", dataset))["items"]![0]!["name"]!);
        var counted = await Call("countRecipe", dataset, new { name = "few" });
        Assert.Equal("quota", (string)counted["takenOut"]![0]!["step"]!);
        Assert.Equal(7, (int)counted["subset"]!["kept"]! + (int)counted["takenOut"]![0]!["samples"]!);

        await Call("createQueue", dataset, new { name = "first", kind = "as_shown", rule = "source = docs", overlapShare = 0 }, 201);
        Assert.Equal(6, (int)(await Call("listQueues", dataset))["items"]![0]!["items"]!);
        Assert.Equal("first", (string)(await Call("listOpenQueues"))["items"]![0]!["queue"]!);
        Dictionary<string, string> queue = new() { ["queue"] = "first" };
        Assert.Equal("Keep prose.", (string)(await Call("setQueueGuideline", queue, new { text = "Keep prose." }))["guideline"]!["text"]!);
        Assert.Equal("program-admin", (string)(await Call("setQueueAssignees", queue, new { people = new[] { "program-admin" } }))["assignees"]![0]!);
        Assert.Equal(6, (await Call("takeItems", queue))["items"]!.AsArray().Count);
        Assert.Equal(0, (int)(await Call("getItem", new(queue) { ["position"] = "0" }))["position"]!);
        Assert.True((bool)(await Call("judgeItems", queue, new { person = "program-admin", acts = new[] { new { key = "key000001", act = "keep", position = 0 } } }))["results"]![0]!["saved"]!);
        Assert.Equal(1, (int)(await Call("getQueue", queue))["judged"]!);
        Assert.Equal("paused", (string)(await Call("setQueueState", queue, new { state = "paused" }))["state"]!);

        Assert.Contains("perplexity_lm_mini_1", (await Call("listScorers"))["items"]!.AsArray().Select(scorer => (string)scorer!["key"]!));
        Assert.Equal(ApiApp.Scorer, (string)(await Call("listScoringRuns", dataset))["items"]![0]!["scorer"]!);
        var scoring = (await Call("startScoring", dataset, new { scorers = new[] { "perplexity_lm_mini_1" } }, 202))["jobs"]![0]!;
        var import = await Call("importFile", With(("file", "more.jsonl")), Encoding.UTF8.GetBytes("{\"id\":\"new\",\"text\":\"A new text.\"}\nnonsense\n"), 202);
        var export = await Call("startExport", dataset, new { folder = "first", filter = "good", format = "jsonl.gz" }, 202);
        await Ended(app, export, import, scoring);
        Assert.Equal((1, 1), await Imports());
        Assert.Equal(2, (int)(await Call("listSetAside", With(("import", "1"))))["items"]![0]!["line"]!);
        var elsewhere = await Call("importScores", With(("file", "scores.jsonl"), ("key", "elsewhere_1")), Encoding.UTF8.GetBytes("{\"id\":\"s-1\",\"score\":3}\n{\"id\":\"s-5\",\"score\":2}\n"), 202);
        await Ended(app, elsewhere);
        await Compared(Call, With);
        Dictionary<string, string> exported = new() { ["export"] = "1" };
        Assert.Equal((8, "good"), ((int)(await Call("getExport", exported))["samples"]!, (string)(await Call("listExports", dataset))["items"]![0]!["filter"]!));
        Assert.Equal("good", (string)(await Call("getManifest", exported))["filter"]!["name"]!);
        Assert.True((bool)(await Call("verifyExport", exported))["isSound"]!);
        Assert.StartsWith("s-", (await Call("downloadExportFile", new(exported) { ["name"] = ExportManifest.IndexName })).GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("PK", (await Call("downloadExport", exported)).GetValue<string>(), StringComparison.Ordinal);

        await Ended(app, await Call("startExport", dataset, new { folder = "second", recipeName = "few", excluded = true }, 202));
        Dictionary<string, string> second = new() { ["export"] = "2" };
        var diff = await Call("diffExports", new(second) { ["before"] = "1" });
        Assert.Equal(("recipe: quotas", 8), ((string)diff["items"]![0]!["because"]!, (int)diff["went"]! + (int)diff["same"]!));
        Assert.Equal("{\"isEqual\":true,\"missing\":[],\"differing\":[]}", (await Call("replayExport", second)).ToJsonString());

        // The new sample has no vector yet, and what lacks one cannot be clustered.
        await app.EmbedAsync();
        var clustering = await Call("startClustering", dataset, status: 202);
        var duplicates = await Call("startDuplicates", dataset, new { threshold = .8 }, 202);
        await Ended(app, clustering, duplicates);
        Assert.Equal(13, (await Call("listMap", dataset))["items"]!.AsArray().Count);
        var job = new Dictionary<string, string> { ["job"] = clustering["job"]!.ToString() };
        Assert.Equal("done", (string)(await Call("getJob", job))["state"]!);
        Assert.Equal("done", (string)(await Call("cancelJob", job))["state"]!);
        Assert.Equal("done", (string)(await Call("resumeJob", job))["state"]!);
        Assert.Equal(7, (await Call("listJobs", new() { ["state"] = "done" }))["items"]!.AsArray().Count);
        // Keys of focus mode are a person's own: tokens are refused.
        await Call("setReviewKeys", null, new { keys = new { keep = "j" } }, 403);

        await Ended(app, await Call("removeDataset", dataset, new { name = "testing" }, 202));
        Assert.Equal("dataset_removed", (string)(await Call("listAudit"))["items"]![0]!["act"]!);

        Assert.Empty(client.Operations.Select(operation => operation.Operation["operationId"]!.GetValue<string>()).Except(called));

        async Task<(int, int, int)> Subset()
        {
            var subset = await Call("getSubset", With(("filter", "good")));
            return ((int)subset["kept"]!, (int)subset["added"]!, (int)subset["removed"]!);
        }

        async Task<(int, int)> Imports()
        {
            var import = (await Call("listImports", dataset))["items"]![0]!;
            return ((int)import["imported"]!, (int)import["setAside"]!);
        }
    }

    private static async Task Compared(Func<string, Dictionary<string, string>?, object?, int, Task<JsonNode>> call, Func<(string, string)[], Dictionary<string, string>> with)
    {
        Task<JsonNode> Call(string operation, params (string, string)[] more) => call(operation, with(more), null, 200);
        const string other = "perplexity_lm_mini_1";

        var pairs = (await Call("compareScorers"))["pairs"]!.AsArray();
        Assert.Contains(pairs, pair => ((string)pair!["first"]!, (string)pair["second"]!) is (ApiApp.Scorer, other) or (other, ApiApp.Scorer));
        Assert.Equal(4, (await Call("compareScorerPair", ("first", ApiApp.Scorer), ("second", other), ("flagged", "true"), ("x", "0..50")))["decisions"]!.AsArray().Count);
        Assert.Equal(["A", "B", "AB", "none"], (await Call("compareFilters", ("filter", "good\nrule:source = docs"), ("part", "B")))["parts"]!.AsArray().Select(part => (string)part!["part"]!));
        Assert.Equal("good", (string)(await Call("comparePeople", ("filter", "good"), ("rule", "source = docs"), ("scorer", ApiApp.Scorer)))["filters"]![0]!["filter"]!);
        Assert.True((bool)(await Call("listSuspects", ("take", "5")))["tooFew"]!);
        Assert.Equal(80, (double)(await Call("compareCut", ("scorer", ApiApp.Scorer), ("cut", "40"), ("pin", "80"), ("keep", "low")))["flips"]!["pin"]!);
        Assert.Equal(["high", "low", "rising", "falling"], (await Call("getGalleries", ("of", $"{ApiApp.Scorer}\n{other}"), ("show", "2")))["galleries"]!.AsArray().Select(gallery => (string)gallery!["kind"]!));
        Assert.StartsWith("<!DOCTYPE html>", (await Call("downloadGalleries", ("of", ApiApp.Scorer))).GetValue<string>(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2e10, (double)(await Call("getWhatIf", ("by", ApiApp.Scorer), ("budget", "20B"), ("parameters", $"{other}:1e6")))["budget"]!);
    }

    private static async Task Ended(ApiApp app, params JsonNode[] jobs)
    {
        foreach (var job in jobs)
        {
            while (app.Get<JobStore>().Find((long)job["job"]!) is { State: JobState.Queued or JobState.Running })
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal("", app.Get<JobStore>().Find((long)job["job"]!) is { State: JobState.Failed } failed ? failed.Message : "");
        }
    }
}
