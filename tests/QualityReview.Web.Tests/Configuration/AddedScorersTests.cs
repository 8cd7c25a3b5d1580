using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class AddedScorersTests : IAsyncDisposable
{
    private static readonly string _judge = ConfiguredScorers.Shipped[0].Model, _language = ConfiguredScorers.Shipped[1].Model, _encoder = ConfiguredScorers.Shipped[2].Model;

    private readonly TestDatabase _test = new();
    private readonly ScorerSettings _settings;
    private readonly AddedScorers _added;

    public AddedScorersTests()
    {
        var options = new QualityReviewOptions { DataFolder = _test.Folder.Path };
        options.Scoring.Device = "cpu";
        _settings = new ScorerSettings(options);
        _added = new AddedScorers(_settings, options, _test.Scores, _test.Jobs);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task AddAsync_UsableModel_CanBeOpened()
    {
        await _added.AddAsync(Scorer("perplexity_second_1", "perplexity", _language), Cancel);

        await using var opened = await _settings.Catalog.Get("perplexity_second_1").OpenAsync(Cancel);

        Assert.Equal("Perplexity · lm-mini", opened.Scorer!.Card.Title);
    }

    [Theory]
    [InlineData("perplexity_x_1", "perplexity", "encoder", "The method perplexity cannot be used with this model")]
    [InlineData("density_x_1", "density", "language", "The method density cannot be used with this model")]
    [InlineData("ask_llm_judge_mini_1", "ask_llm", "judge", "ask_llm_judge_mini_1 is configured twice")]
    [InlineData("Ask_1", "ask_llm", "judge", "lower-case letters")]
    [InlineData("ask_llm_x_1", "ask_llm", "nowhere", "There is no model folder")]
    public async Task AddAsync_WhatCannotRun_SaysWhyAndStoresNothing(string key, string method, string model, string expected)
    {
        var path = model switch { "judge" => _judge, "language" => _language, "encoder" => _encoder, _ => "/no/such" };

        var fault = await Assert.ThrowsAnyAsync<QualityReviewException>(() => _added.AddAsync(Scorer(key, method, path), Cancel));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_settings.File));
    }

    [Fact]
    public async Task AddAsync_WindowLargerThanTheModelReads_IsRefused()
    {
        var scorer = Scorer("perplexity_x_1", "perplexity", _language);
        scorer.Window = 100_000;

        Assert.Contains("reads at most 256", (await Assert.ThrowsAnyAsync<QualityReviewException>(() => _added.AddAsync(scorer, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_PromptWithTwoPlaces_IsRefused()
    {
        var scorer = Scorer("ask_llm_x_1", "ask_llm", _judge);
        scorer.Prompt = "{document} and {document}";

        Assert.Contains("2 times", (await Assert.ThrowsAnyAsync<QualityReviewException>(() => _added.AddAsync(scorer, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_KeyUsedWithOtherSettings_IsReserved()
    {
        await ScoreAsync("ask_llm_used_1");
        await ScoreAsync("ask_llm_pair_1");

        var model = await Assert.ThrowsAsync<QualityReviewException>(() => _added.AddAsync(Scorer("ask_llm_used_1", "ask_llm", _judge), Cancel));
        await _added.AddAsync(Scorer("ask_llm_other_1", "ask_llm", _judge), Cancel);
        var ensemble = new ScorerOptions { Key = "ask_llm_pair_1", Method = "ask_llm", Members = { "ask_llm_judge_mini_1", "ask_llm_other_1" } };
        var pair = await Assert.ThrowsAsync<QualityReviewException>(() => _added.AddAsync(ensemble, Cancel));

        Assert.Contains("give the changed scorer a new key", model.Message, StringComparison.Ordinal);
        Assert.Contains("give the new ensemble a new key", pair.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_WhatSomethingNeeds_IsRefusedUntilItDoesNot()
    {
        await _added.AddAsync(Scorer("ask_llm_a_1", "ask_llm", _judge), Cancel);
        var ensemble = new ScorerOptions { Key = "ask_llm_both_1", Method = "ask_llm", Members = { "ask_llm_a_1", "ask_llm_judge_mini_1" } };
        await _added.AddAsync(ensemble, Cancel);
        Assert.Contains("member of ask_llm_both_1", _added.WhyKept("ask_llm_a_1"), StringComparison.Ordinal);
        Assert.Contains("ships with the program", _added.WhyKept("ask_llm_judge_mini_1"), StringComparison.Ordinal);

        _added.Remove("ask_llm_both_1");
        var job = await _test.Jobs.AddAsync(JobKind.Score, null, "Score", JobRequests.Write(new ScoringRequest("ask_llm_a_1")), "ana", Cancel);
        Assert.Contains("cancel it first", _added.WhyKept("ask_llm_a_1"), StringComparison.Ordinal);
        await _test.Jobs.CancelAsync(job.JobId);

        _added.Remove("ask_llm_a_1");
        Assert.Equal(3, _settings.All.Count);
        Assert.Throws<QualityReviewException>(() => _added.Remove("ask_llm_a_1"));
    }

    [Fact]
    public async Task Remove_ScorerWithScores_IsRefused()
    {
        await _added.AddAsync(Scorer("ask_llm_a_1", "ask_llm", _judge), Cancel);
        await ScoreAsync("ask_llm_a_1");

        Assert.Contains("has scored testing", Assert.Throws<QualityReviewException>(() => _added.Remove("ask_llm_a_1")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Qwen2.5-0.5B-Instruct", "ask_llm_qwen2_5_0_5b_instruct_1")]
    [InlineData("judge-mini", "ask_llm_judge_mini_2")]
    [InlineData("used", "ask_llm_used_2")]
    [InlineData("模型", "ask_llm_1")]
    [InlineData("a-name-that-is-much-longer-than-any-name-of-a-model-should-be", "ask_llm_a_name_that_is_much_longer_than_any_name_1")]
    public async Task ProposeKey_AnyName_IsAKeyThatIsFree(string name, string expected)
    {
        await ScoreAsync("ask_llm_used_1");

        Assert.Equal(expected, _added.ProposeKey("ask_llm", name));
    }

    private static ScorerOptions Scorer(string key, string method, string model) => new() { Key = key, Method = method, Model = model };

    private async Task ScoreAsync(string key)
    {
        var dataset = await _test.DatasetOfAsync(Some.Founds(1));
        await _test.Scores.BeginAsync(dataset.DatasetId, Some.Card(key), 256, "CPU", "{}", Cancel);
    }
}
