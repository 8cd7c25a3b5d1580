using System.Globalization;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class RecipeExportTests : IAsyncDisposable
{
    private readonly ExportBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("jsonl")]
    [InlineData("jsonl.zst")]
    [InlineData("parquet")]
    public async Task RunAsync_TheSameRecipeTwice_GivesTheSameBytes(string format)
    {
        await _bench.FillAsync();
        var recipe = new Recipe { Filters = ["length >= 1"], Quotas = [new RecipeQuota("docs", Samples: 20)], Weights = [new RecipeWeight("forums", Weight: 1.5)], Target = new RecipeTarget(Samples: 70), Seed = 4 };

        var one = await _bench.ExportAsync("length >= 1", "one", recipe, format, excluded: true);
        var two = await _bench.ExportAsync("length >= 1", "two", recipe, format, excluded: true);

        Assert.Equal(one.ManifestHash, two.ManifestHash);
        Assert.Equal(ExportBench.Files(_bench.Folder("one")), ExportBench.Files(_bench.Folder("two")));
        Assert.Equal(70, one.Lines);
        Assert.Empty(ExportVerifier.Verify(_bench.Folder("one"), Cancel));
        Assert.Equal(ExportBench.Samples - one.Kept.Samples, File.ReadLines(Path.Combine(_bench.Folder("one"), ExportManifest.ExcludedName)).LongCount());
    }

    [Fact]
    public async Task Diff_OneVerdictChanged_ChangesThatLineAloneAndNamesIt()
    {
        await _bench.FillAsync();
        await _bench.ExportAsync("source = docs", "before");
        await _bench.JudgeAsync(7, Verdict.Keep);
        await _bench.ExportAsync("source = docs", "kept");
        await _bench.JudgeAsync(2, Verdict.Drop);
        await _bench.ExportAsync("source = docs", "dropped");

        Assert.Equal(["s-7"], Lines("kept").Except(Lines("before")).Select(IdOf));
        Assert.Empty(Lines("before").Except(Lines("kept")));
        Assert.Equal(["s-2"], Lines("kept").Except(Lines("dropped")).Select(IdOf));
        var came = _bench.Diffs.Of(_bench.Folder("before"), _bench.Folder("kept"), Cancel);
        Assert.Equal(["verdicts"], came.Changes.Select(change => change.What));
        Assert.Equal(new ChangedSample("s-7", 0, 1, "verdict of Ana: keep"), Assert.Single(came.Samples));
        var went = _bench.Diffs.Of(_bench.Folder("kept"), _bench.Folder("dropped"), Cancel);
        Assert.Equal(new ChangedSample("s-2", 1, 0, "verdict of Ana: drop"), Assert.Single(went.Samples));
        Assert.Equal(ExportBench.Samples / 2, went.Same);
    }

    [Fact]
    public async Task Diff_RuleRecipeAndScores_AreEachNamed()
    {
        await _bench.FillAsync();
        await _bench.ExportAsync("all", "all");
        await _bench.ExportAsync("score(density) > 10 and source = docs", "rule");
        var recipe = new Recipe { Target = new RecipeTarget(Samples: 5) };
        await _bench.ExportAsync("all", "target", recipe);
        await _bench.ExportAsync("all", "seed", recipe with { Seed = 2 });

        var rule = _bench.Diffs.Of(_bench.Folder("all"), _bench.Folder("rule"), Cancel);
        Assert.Equal(["rule"], rule.Changes.Select(change => change.What));
        Assert.All(rule.Samples, sample => Assert.Equal(Terms(sample.Id), sample.Because));
        Assert.Equal(["sampler", "recipe: target"], _bench.Diffs.Of(_bench.Folder("all"), _bench.Folder("target"), Cancel).Changes.Select(change => change.What));
        var drawn = _bench.Diffs.Of(_bench.Folder("target"), _bench.Folder("seed"), Cancel);
        Assert.All(drawn.Samples, sample => Assert.Equal("recipe: seed", sample.Because));
        Assert.NotEmpty(drawn.Samples);
        Assert.Equal(_bench.Manifest("target").Kept.Samples, drawn.Same + drawn.Samples.Count(sample => sample.Went));

        // Without the database the manifests alone are left to tell.
        Assert.Equal("rule", SubsetDiff.Of(_bench.Folder("all"), _bench.Folder("rule"), null, Cancel).Samples[0].Because);

        static string Terms(string id)
        {
            var ordinal = int.Parse(id[2..], CultureInfo.InvariantCulture);
            string?[] failed = [ordinal < ExportBench.Scored && ExportBench.Density(ordinal) > 10 ? null : "score(density) > 10", ordinal % 2 == 0 ? null : "source = \"docs\""];
            return "rule: " + string.Join(" and ", failed.OfType<string>());
        }
    }

    [Fact]
    public async Task Replay_UntouchedDatabase_IsByteEqualAlsoAfterLaterVerdicts()
    {
        await _bench.FillAsync();
        await _bench.JudgeAsync(3, Verdict.Keep);
        var recipe = new Recipe { Unsure = UnsurePolicy.Drop, Weights = [new RecipeWeight("docs", Weight: 2)], Target = new RecipeTarget(Samples: 40) };
        await _bench.ExportAsync("length >= 1", "then", recipe, "csv", excluded: true);
        await _bench.JudgeAsync(3, Verdict.Drop);

        var outcome = Replay();

        Assert.True(outcome.IsEqual, string.Join("; ", outcome.Missing.Concat(outcome.Differing)));
        File.AppendAllText(Path.Combine(_bench.Folder("then"), ExportManifest.CardName), "x");
        Assert.Equal([ExportManifest.CardName], Replay().Differing);
    }

    [Fact]
    public async Task Replay_ScoresOrSamplesThatChangedSince_AreNamed()
    {
        await _bench.FillAsync();
        await _bench.ExportAsync("all", "then");
        await _bench.ScoreAsync("length_1", i => i);

        Assert.Equal(["The dataset has scores of length_1 now, which the export does not have."], Replay().Missing);
        await _bench.GrowAsync();
        Assert.Contains(Replay().Missing, missing => missing.Contains("has grown from 100 to 101 samples", StringComparison.Ordinal));
    }

    private ReplayOutcome Replay()
    {
        using var scratch = new TestFolder();
        return _bench.Replay.Run(_bench.Folder("then"), scratch.Path, null, Cancel);
    }

    private string[] Lines(string name) => File.ReadAllLines(Path.Combine(_bench.Folder(name), "subset-00000.jsonl"));

    private static string IdOf(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!;
}
