using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Queues;

public sealed class QueueDrawerTests : IAsyncLifetime
{
    private const int Count = 60;

    private readonly TestDatabase _db = new();
    private SampleTables _tables = default!;
    private QueueDrawer _drawer = default!;
    private Dataset _dataset = default!;

    private static float AskLlm(int i) => (i * 7 % Count + .5f) / Count;

    private static float Density(int i) => 1 + i * 11 % Count;

    public async ValueTask InitializeAsync()
    {
        _dataset = await _db.DatasetOfAsync(Some.Founds(Count));
        await ScoreAsync(Some.Card("ask_llm_1"), AskLlm);
        await ScoreAsync(Some.Card("density_1"), Density);
        _tables = new SampleTables(_db.Datasets, _db.Samples, _db.Scores, _db.Reviews);
        _drawer = new QueueDrawer(_db.Samples, _db.Reviews);
    }

    public async ValueTask DisposeAsync()
    {
        _tables.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public void Random_SameSeed_DrawsTheSameWithTheShareAsProbability()
    {
        var first = Draw(new() { Kind = QueueKind.Random, Size = 12, Seed = 5, Rule = "source = docs" });
        var again = Draw(new() { Kind = QueueKind.Random, Size = 12, Seed = 5, Rule = "source = docs" });
        var other = Draw(new() { Kind = QueueKind.Random, Size = 12, Seed = 6, Rule = "source = docs" });

        Assert.Equal(first.Items, again.Items);
        Assert.NotEqual(first.Items, other.Items);
        Assert.Equal((12, 30), (first.Items.Count, first.Offered));
        Assert.All(first.Items, item => Assert.Equal(.4, item.InclusionProbability!.Value, 12));
        Assert.All(first.Items, item => Assert.True(item.Ordinal % 2 == 0 && item.SampleId == $"s-{item.Ordinal}"));
        // A larger draw with the same seed contains the smaller one.
        Assert.Subset(Draw(new() { Kind = QueueKind.Random, Size = 20, Seed = 5, Rule = "source = docs" }).Items.Select(item => item.Ordinal).ToHashSet(), first.Items.Select(item => item.Ordinal).ToHashSet());
    }

    [Fact]
    public void Spread_OverManySeeds_ProbabilitiesWeighBackToTheWhole()
    {
        double total = 0;
        const int draws = 400;
        for (var seed = 1; seed <= draws; seed++)
        {
            var drawn = Draw(new() { Kind = QueueKind.Spread, Scorers = ["density_1"], Size = 15, Seed = seed });
            Assert.Equal(15, drawn.Items.Count);
            // Thin places more often than crowded ones.
            Assert.All(drawn.Items, item => Assert.InRange(item.InclusionProbability!.Value, double.Epsilon, 1));
            total += drawn.Items.Where(item => Density(item.Ordinal) > 30).Sum(item => 1 / item.InclusionProbability!.Value);
        }

        // 30 of the 60 samples are that crowded; Horvitz-Thompson finds them on average.
        Assert.InRange(total / draws, 27, 33);
    }

    [Fact]
    public void NearCut_IsTheBruteForceOrder()
    {
        var drawn = Draw(new() { Kind = QueueKind.NearCut, Scorers = ["ask_llm_1"], Cut = 40, Size = 10 });

        var expected = Enumerable.Range(0, Count).OrderBy(i => Math.Abs(AskLlm(i) * 100 - 40)).Take(10).Select(i => Math.Round(Math.Abs(AskLlm(i) * 100 - 40), 3));
        Assert.Equal(expected, drawn.Items.Select(item => Math.Round(Math.Abs(AskLlm(item.Ordinal) * 100 - 40), 3)));
        Assert.All(drawn.Items, item => Assert.Null(item.InclusionProbability));
    }

    [Fact]
    public void ScorersDisagree_IsTheWidestGapFirst_AndConfidenceTheNearestToOneHalf()
    {
        double Gap(int i) => Math.Abs(AskLlm(i) * 100 - (Density(i) - .5) / Count * 100);
        var disagree = Draw(new() { Kind = QueueKind.ScorersDisagree, Scorers = ["ask_llm_1", "density_1"], Size = 12 });
        var unsure = Draw(new() { Kind = QueueKind.Confidence, Scorers = ["ask_llm_1"], Size = 8 });

        Assert.Equal(Enumerable.Range(0, Count).Select(Gap).OrderDescending().Take(12).Select(gap => Math.Round(gap, 2)), disagree.Items.Select(item => Math.Round(Gap(item.Ordinal), 2)));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => Math.Abs(AskLlm(i) - .5)).Order().Take(8).Select(gap => Math.Round(gap, 4)),
            unsure.Items.Select(item => Math.Round(Math.Abs(AskLlm(item.Ordinal) - .5), 4)));
    }

    [Fact]
    public async Task VerdictKinds_FindWhatContradictsTheFilterOrEachOther()
    {
        await JudgeAsync(3, "ana", Verdict.Keep);
        await JudgeAsync(4, "ana", Verdict.Drop);
        await JudgeAsync(5, "ana", Verdict.Keep);
        await JudgeAsync(5, "ben", Verdict.Unsure);
        await JudgeAsync(8, "ana", Verdict.Keep);
        await JudgeAsync(8, "ben", Verdict.Keep);

        Assert.Equal([3, 4], Ordinals(new() { Kind = QueueKind.AgainstFilter, Filter = "source = docs", Size = 10 }).Order());
        Assert.Equal([5], Ordinals(new() { Kind = QueueKind.PeopleDisagree, Size = 10 }));
        Assert.Equal(Count - 4, Draw(new() { Kind = QueueKind.Random, Rule = "verdict = none", Size = 5 }).Offered);
    }

    [Fact]
    public void AsShown_KeepsTheListsOrder()
    {
        var table = _tables.Get(_dataset.DatasetId).Table;
        var text = QueueDrawer.SortText(SampleSort.Percentile("ask_llm_1"));

        Assert.Equal(Enumerable.Range(0, Count).OrderByDescending(AskLlm).Take(7), Ordinals(new() { Kind = QueueKind.AsShown, Sort = text, Size = 7 }));
        Assert.Equal(SampleSort.Percentile("ask_llm_1"), QueueDrawer.SortOf(text, table));
    }

    [Theory]
    [InlineData(QueueKind.NearCut, "no_such_1")]
    [InlineData(QueueKind.NearCut, "")]
    [InlineData(QueueKind.Confidence, "density_1")]
    [InlineData(QueueKind.Spread, "ask_llm_1")]
    [InlineData(QueueKind.ScorersDisagree, "ask_llm_1")]
    [InlineData("by_magic", "")]
    public void Draw_WhatTheDatasetDoesNotHave_IsRefusedByASentence(string kind, string scorers)
    {
        var fault = Assert.Throws<WrongWordsException>(() => Draw(new() { Kind = kind, Scorers = scorers.Length == 0 ? [] : [scorers], Cut = 50, Size = 5 }));

        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(QueueDraw.MostSamples + 1)]
    public void Draw_SizeThatCannotBe_IsRefused(int size) => Assert.Throws<WrongWordsException>(() => Draw(new() { Kind = QueueKind.Random, Size = size }));

    private DrawnQueue Draw(QueueDraw draw) => _drawer.Draw(_tables.Get(_dataset.DatasetId), draw);

    private IEnumerable<int> Ordinals(QueueDraw draw) => Draw(draw).Items.Select(item => item.Ordinal);

    private Task<Review> JudgeAsync(int ordinal, string author, Verdict verdict) => _db.Reviews.AddAsync(
        new() { DatasetId = _dataset.DatasetId, Ordinal = ordinal, Author = author, Verdict = verdict, ClientKey = Guid.NewGuid().ToString("N") });

    private async Task ScoreAsync(ScorerCard card, Func<int, float> score)
    {
        var run = await _db.Scores.BeginAsync(_dataset.DatasetId, card, Count, "CPU", "{}", CancellationToken.None);
        await _db.Scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, Count).Select(score)], new ScoreFlags[Count], [], []), 0, 0, CancellationToken.None);
    }
}
