using System.Globalization;
using System.Text.Json;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Api;

/// <summary>What the API tells of comparisons is what its own rules find when they are counted one by one.</summary>
public sealed class ComparisonTests(ComparisonTests.Compared compared) : IClassFixture<ComparisonTests.Compared>
{
    private const string Compare = "/api/datasets/testing/compare/", Second = "ask_llm_tests_2";

    private HttpClient Client => compared.Client;

    [Theory]
    [InlineData("score(ask_llm_tests_1) >= 20", "source = docs")]
    [InlineData("score(ask_llm_tests_1) >= 20", "source = docs", "percentile(ask_llm_tests_2) < 30")]
    public async Task Filters_InParts_HaveTheSamplesThatTheirRulesFind(params string[] rules)
    {
        var answer = await Client.JsonAsync($"{Compare}filters?{string.Join('&', rules.Select(rule => "filter=" + Uri.EscapeDataString("rule:" + rule)))}");

        var parts = answer.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(70, parts.Sum(part => part.GetProperty("samples").GetInt32()));
        foreach (var part in parts.Concat(answer.GetProperty("filters").EnumerateArray()))
        {
            Assert.Equal(await CountAsync(part.Text("rule")), part.GetProperty("samples").GetInt32());
        }

        var bySource = answer.GetProperty("mixes").EnumerateArray().First(mix => mix.Text("by") == "source");
        foreach (var group in bySource.GetProperty("groups").EnumerateArray())
        {
            Assert.Equal(await CountAsync($"({rules[0]}) and ({group.Text("rule")})"), group.GetProperty("kept")[0].GetInt32());
        }

        Assert.Equal(5, answer.GetProperty("examples").GetArrayLength());
    }

    [Fact]
    public async Task Filters_ThatMakeAMinorityVanish_RaiseTheAlarm()
    {
        var answer = await Client.JsonAsync($"{Compare}filters?filter=all&filter={Uri.EscapeDataString("rule:not source = rare")}");

        var alarm = Assert.Single(answer.GetProperty("alarms").EnumerateArray(), found => found.Text("by") == "source");
        Assert.Equal(("B", "rare", true, 1), (alarm.Text("letter"), alarm.Text("name"), alarm.GetProperty("vanishes").GetBoolean(), alarm.GetProperty("loss").GetInt32()));
    }

    [Fact]
    public async Task Scorers_InOppositeOrder_CorrelateByMinusOneAndDecideAsTheirRulesFind()
    {
        var pair = (await Client.JsonAsync($"{Compare}scorers")).GetProperty("pairs")[0];
        var answer = await Client.JsonAsync($"{Compare}scorers/pair?first={ApiApp.Scorer}&second={Second}&cut=30&x=0..20");

        // One has no score, one is flagged, and those that came later have none.
        Assert.Equal((58, -1d, -1d, 11, 1), (
            pair.GetProperty("samples").GetInt32(), Math.Round(pair.GetProperty("kendall").GetDouble(), 12), Math.Round(pair.GetProperty("spearman").GetDouble(), 12), pair.GetProperty("missing").GetInt32(), pair.GetProperty("flagged").GetInt32()));
        Assert.Equal(58, answer.GetProperty("density").GetProperty("counts").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        // Where the first ranks low the second ranks high: all of it lies from left above to right below.
        Assert.Equal(0, answer.GetProperty("density").GetProperty("counts")[0][0].GetInt32());
        Assert.True(answer.GetProperty("density").GetProperty("counts")[39][0].GetInt32() > 0);
        var found = answer.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("samples")).Append(answer.GetProperty("brush")).ToList();
        Assert.Equal(5, found.Count);
        foreach (var samples in found)
        {
            Assert.Equal(await CountAsync(samples.Text("rule")), samples.GetProperty("count").GetInt32());
        }

        Assert.All(answer.GetProperty("decisions")[0].GetProperty("samples").GetProperty("examples").EnumerateArray(), move => Assert.True(move.GetProperty("first").GetDouble() >= 30 && move.GetProperty("second").GetDouble() < 30));
    }

    [Theory]
    [InlineData("high", 80, 60)]
    [InlineData("low", 12.5, 50)]
    public async Task Cut_MadeAmongAFilter_KeepsAndFlipsWhatItsRulesFind(string keep, double cut, double pin)
    {
        var answer = await Client.JsonAsync(FormattableString.Invariant($"{Compare}cut?scorer={ApiApp.Scorer}&rule=source%20%3D%20docs&cut={cut}&pin={pin}&keep={keep}"));

        Assert.Equal(await CountAsync(answer.Text("rule")), answer.GetProperty("kept").GetInt32());
        Assert.Equal(await CountAsync("source = docs"), answer.GetProperty("among").GetInt32());
        var flips = answer.GetProperty("flips");
        Assert.Equal(await CountAsync(flips.Text("rule")), flips.GetProperty("gained").GetInt32() + flips.GetProperty("lost").GetInt32());
        Assert.True(answer.GetProperty("precision").GetProperty("labels").GetInt32() > 0);
    }

    [Fact]
    public async Task People_WhoJudgedAll_GiveTheExactSharesAndNothingWhereLabelsAreFew()
    {
        var answer = await Client.JsonAsync($"{Compare}people?rule={Uri.EscapeDataString($"score({ApiApp.Scorer}) >= 25")}&rule={Uri.EscapeDataString($"score({ApiApp.Scorer}) >= 55")}&scorer={ApiApp.Scorer}");

        Assert.Equal((60, 60, 60), (answer.GetProperty("sample").GetProperty("drawn").GetInt32(), answer.GetProperty("sample").GetProperty("labels").GetInt32(), answer.GetProperty("speaksOf").GetInt32()));
        var (wide, narrow) = (answer.GetProperty("filters")[0], answer.GetProperty("filters")[1]);
        // People keep the 30 with the highest scores; the filter keeps these and five more.
        Assert.Equal((Math.Round(30 / 35d, 12), 1d, .5), (Value(wide, "precision"), Value(wide, "recall"), Value(wide, "prevalence")));
        Assert.Equal((30, 5, 0, 25), (Labels(wide, "keptGood"), Labels(wide, "keptBad"), Labels(wide, "droppedGood"), Labels(wide, "droppedBad")));
        Assert.Equal((JsonValueKind.Null, true), (narrow.GetProperty("precision").GetProperty("value").ValueKind, narrow.GetProperty("precision").GetProperty("tooFew").GetBoolean()));
        Assert.Equal([1d, 0d], answer.GetProperty("scorers").EnumerateArray().Select(scorer => scorer.GetProperty("auc").GetDouble()));
        Assert.Equal(41, answer.GetProperty("curve").GetArrayLength());

        static double Value(JsonElement filter, string figure) => Math.Round(filter.GetProperty(figure).GetProperty("value").GetDouble(), 12);
        static int Labels(JsonElement filter, string cell) => filter.GetProperty(cell).GetProperty("labels").GetInt32();
    }

    [Fact]
    public async Task Suspects_LineByLine_AreThoseOfTheAnswer()
    {
        var answer = await Client.JsonAsync($"{Compare}people/suspects");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Compare}people/suspects") { Headers = { Accept = { new("application/x-ndjson") } } };
        using var lines = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((30, 30), (answer.GetProperty("keeps").GetInt32(), answer.GetProperty("drops").GetInt32()));
        Assert.Equal(
            answer.GetProperty("items").EnumerateArray().Select(item => item.ToString()),
            (await lines.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("scorers/pair?first=ask_llm_tests_1&second=none_1", "none_1")]
    [InlineData("scorers/pair?first=ask_llm_tests_1&second=ask_llm_tests_1", "two different scorers")]
    [InlineData("scorers/pair?first=ask_llm_tests_1&second=ask_llm_tests_2&x=low", "\"low\"")]
    [InlineData("scorers/pair?first=ask_llm_tests_1&second=ask_llm_tests_2&cut=101", "0 to 100")]
    [InlineData("filters?filter=all", "1 filters came; 2 to 6")]
    [InlineData("filters?filter=all&filter=nothing", "nothing")]
    [InlineData("filters?filter=all&filter=rule%3Anonsense(", "nonsense")]
    [InlineData("filters?filter=all&filter=all&part=C", "from A to B")]
    [InlineData("filters?filter=all&filter=all&loss=100", "1 to 99")]
    [InlineData("people?queue=nothing", "nothing")]
    [InlineData("people?filter=nothing", "nothing")]
    [InlineData("people?within=50", "0.5 to 40")]
    [InlineData("people?scorer=none_1", "none_1")]
    [InlineData("people/suspects?take=0", "1 to 1000")]
    [InlineData("cut?keep=middle", "high and low")]
    [InlineData("cut?cut=NaN", "0 to 100")]
    [InlineData("cut?scorer=none_1", "none_1")]
    [InlineData("galleries?of=none_1", "none_1")]
    [InlineData("galleries/report?show=51", "1 to 50")]
    [InlineData("what-if?budget=much", "\"much\"")]
    [InlineData("what-if?halfLife=1,2,none", "halfLife")]
    [InlineData("what-if?by=none_1", "none_1")]
    [InlineData("what-if?parameters=1e6", "KEY:NUMBER")]
    [InlineData("what-if?tau=3", "tau")]
    public async Task Parameter_ThatIsWrong_IsRefusedInASentence(string address, string says) =>
        Assert.Contains(says, await Client.RefusedAsync(400, HttpMethod.Get, Compare + address), StringComparison.Ordinal);

    private async Task<int> CountAsync(string rule) => (await Client.JsonAsync($"/api/datasets/testing/count?rule={Uri.EscapeDataString(rule)}")).GetProperty("found").GetInt32();

    /// <summary>60 samples with two scorers in opposite order, all of them drawn and judged, and 10 of a rare source that came later.</summary>
    public sealed class Compared : IAsyncLifetime
    {
        private ApiApp? _app;

        public HttpClient Client { get; private set; } = default!;

        public async ValueTask InitializeAsync()
        {
            _app = await ApiApp.StartAsync(60);
            await _app.ScoreAsync(60, Second, i => -i);
            Client = await _app.ProgramAsync();
            Assert.Equal(201, (await Client.SendAsync(HttpMethod.Post, "/api/datasets/testing/queues", new { name = "drawn", kind = "random", size = 60, overlapShare = 0 })).Status);
            var items = (await Client.JsonAsync("/api/queues/drawn/items?take=60")).GetProperty("items").EnumerateArray().ToList();
            var acts = items.Select((item, i) => new { key = $"key{i:d6}", act = int.Parse(item.Text("text").Split(' ')[2], CultureInfo.InvariantCulture) >= 30 ? "keep" : "drop", position = item.GetProperty("position").GetInt32() });
            Assert.Equal(200, (await Client.SendAsync(HttpMethod.Post, "/api/queues/drawn/verdicts", new { person = "program-lead", acts })).Status);
            await _app.AddSamplesAsync(Enumerable.Range(0, 10).Select(i => Some.Found($"rare-{i}", $"Rare sample {i}.", "rare")));
        }

        public ValueTask DisposeAsync() => _app!.DisposeAsync();
    }
}
