using System.Text;
using System.Text.Json;
using QualityReview.Jobs;
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
            [length], "text", new ScoreShard(1, 1), new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), new CommandOutput(output, error, IsTerminal: false), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        var scored = output.ToString().TrimEnd().Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal([3, 5], scored.Select(line => line.GetProperty("scores").GetProperty("length_1").GetProperty("value").GetInt32()));
        Assert.Equal("ü", scored[0].GetProperty("own").GetString());
        Assert.Equal(["line 2", "line 3", "line 5", "line 6", "line 7"], error.ToString().TrimEnd().Split('\n').SkipLast(1).Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task Run_Shards_ScoreEveryLineOnce()
    {
        var lines = Enumerable.Range(1, 20).Select(i => $$"""{"text":"{{new string('x', i)}}"}""").ToList();
        ScorerDefinition length = new("length_1", "length", "Length", "", _ => Task.FromResult(new OpenScorer(new LengthScorer(), null)));
        var scored = new List<string>();
        for (var shard = 1; shard <= 3; shard++)
        {
            await using StringWriter output = new(), error = new();
            await ScoreFilter.RunAsync(
                [length], "text", ScoreShard.Parse($"{shard}/3"), new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), new CommandOutput(output, error, IsTerminal: false), TestContext.Current.CancellationToken);
            scored.AddRange(output.ToString().TrimEnd().Split('\n'));
        }

        Assert.Equal(Enumerable.Range(1, 20), scored.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString()!.Length).Order());
        Assert.Throws<WrongWordsException>(() => ScoreShard.Parse("4/3"));
    }
}
