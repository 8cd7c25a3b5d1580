using System.Text;
using System.Text.Json;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Commands;

namespace QualityReview.Web.Tests.Commands;

public sealed class ScoreFilterTests
{
    [Fact]
    public async Task Run_GoodAndBrokenLines_ScoresTheGoodInOrderAndNamesTheOthers()
    {
        var lines = new[] { """{"id":1,"text":"abc","own":"ü"}""", "{not json", """{"text":7}""", "", """{"text":"half \ud800"}""", """{"text":"x","other":"\ud800"}""", "[]", """{"text":"abcde"}""" };
        await using StringWriter output = new(), error = new();
        ScorerDefinition length = new("length_1", "length", "Length", "", _ => Task.FromResult(new OpenScorer(new LengthScorer(), null)));

        var code = await ScoreFilter.RunAsync(
            [length], "text", new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), new CommandOutput(output, error, IsTerminal: false), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        var scored = output.ToString().TrimEnd().Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal([3, 5], scored.Select(line => line.GetProperty("scores").GetProperty("length_1").GetProperty("value").GetInt32()));
        Assert.Equal("ü", scored[0].GetProperty("own").GetString());
        Assert.Equal(["line 2", "line 3", "line 5", "line 6", "line 7"], error.ToString().TrimEnd().Split('\n').SkipLast(1).Select(line => line.Split(':')[0]));
    }
}
