using QualityReview.TestKit;
using QualityReview.Web.Commands;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Commands;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_ModelAndEnsemble_ScoreInOneCommandMembersFirst()
    {
        await File.WriteAllLinesAsync(_folder.File("a.jsonl"), Enumerable.Range(0, 3).Select(i => $$"""{"id":"s{{i}}","text":"Sample number {{i}} tells of ferns and mosses."}"""));
        await RunAsync("import", "d", _folder.File("a.jsonl"));

        var added = await RunAsync("models", "add", ConfiguredScorers.Shipped[0].Model, "--method", "ask_llm", "--prompt", "dclm");
        await RunAsync("models", "add", "--method", "ask_llm", "--members", "ask_llm_judge_mini_1", "ask_llm_judge_mini_2");
        var listed = await RunAsync("models", "list");
        var tooEarly = await CommandRun.OfAsync("score", "d", "--scorer", "ask_llm_ensemble_1", "--data", _folder.File("data"));
        var scored = await RunAsync("score", "d", "--scorer", "ask_llm_ensemble_1", "ask_llm_judge_mini_2", "ask_llm_judge_mini_1");
        var kept = await CommandRun.OfAsync("models", "remove", "ask_llm_judge_mini_2", "--data", _folder.File("data"));

        Assert.Contains("ask_llm_judge_mini_2 was added to", added.Out, StringComparison.Ordinal);
        Assert.Contains("ask_llm_ensemble_1\tadded\task_llm_judge_mini_1 ask_llm_judge_mini_2", listed.Out, StringComparison.Ordinal);
        Assert.Contains("ask_llm_judge_mini_1 has 0 of 3", tooEarly.Error, StringComparison.Ordinal);
        Assert.StartsWith("ask_llm_ensemble_1: 3 of 3", scored.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Equal((ExitCode.Failed, true), (kept.ExitCode, kept.Error.Contains("has scored d", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ExitCode.WrongWords, "supported are ask_llm, perplexity and density", "--method", "guess")]
    [InlineData(ExitCode.WrongWords, "a model folder is needed", "--method", "perplexity")]
    [InlineData(ExitCode.WrongWords, "which is not configured", "--method", "ask_llm", "--members", "ask_llm_judge_mini_1", "ask_llm_gone_1")]
    [InlineData(ExitCode.Failed, "There is no model folder", "/no/such", "--method", "ask_llm")]
    [InlineData(ExitCode.WrongWords, "--method", "/no/such")]
    public async Task Add_WrongWords_GivesASentenceAndTheExitCode(int expected, string said, params string[] words)
    {
        var run = await CommandRun.OfAsync(["models", "add", .. words, "--data", _folder.File("data")]);

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("data/scorers.json")));
    }

    [Fact]
    public async Task Score_WrongScorersFile_IsNamedBeforeAnything()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await File.WriteAllTextAsync(_folder.File("data/scorers.json"), "{\"Scorers\": [{}]}");

        var run = await CommandRun.OfAsync("score", "d", "--data", _folder.File("data"));

        Assert.Equal(ExitCode.WrongWords, run.ExitCode);
        Assert.Contains("scorers.json: Scorers:0:Method is \"\"", run.Error, StringComparison.Ordinal);
    }

    private async Task<CommandRun> RunAsync(params string[] words)
    {
        var run = await CommandRun.OfAsync([.. words, "--data", _folder.File("data")]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        return run;
    }
}
