using QualityReview.Jobs;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

/// <summary>Faults that fuzzing found in partial files of scores.</summary>
public sealed class FuzzedShardTests
{
    [Theory]
    [InlineData("\"device\":\"CPU\"", "\"device\":null")]
    [InlineData("\"receipt\":{\"made_for\":\"tests\"}", "\"receipt\":{\"made_for\":null}")]
    [InlineData("\"detail_names\":[\"twice\"]", "\"detail_names\":[null]")]
    [InlineData("\"card\":{", "\"no_card\":{")]
    [InlineData("\"values\":\"", "\"no_values\":\"")]
    [InlineData("\"failures\":[]", "\"failures\":[null]")]
    [InlineData("\"failures\":[]", "\"failures\":[{\"index\":20,\"reason\":\"beyond\"}]")]
    [InlineData("\"failures\":[]", "\"failures\":[{\"index\":0,\"reason\":null}]")]
    [InlineData("\"chunk\":0", "\"chunk\":4194304")]
    [InlineData("\"chunk\":0", "\"chunk\":-1")]
    [InlineData("\"dataset_hash\":\"", "\"dataset_hash\":\"x")]
    public async Task Merge_FileThatSaysWhatNoShardSays_IsRefusedInASentence(string written, string changed)
    {
        await using var bench = new TestDatabase();
        var dataset = await bench.DatasetOfAsync(Some.Founds(20));
        var shards = new ScoreShards(bench.Samples, bench.Scores);
        var file = bench.Folder.File("part");
        await shards.ScoreAsync(dataset, new LengthScorer(), new ScoreShard(1, 1), file, null, TestContext.Current.CancellationToken);
        var content = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(written, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, content.Replace(written, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<QualityReviewException>(() => shards.MergeAsync(dataset, [file], TestContext.Current.CancellationToken));

        Assert.StartsWith(file, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_OtherDatasetWithANameOfAMegabyte_SaysItShortly()
    {
        await using var bench = new TestDatabase();
        var dataset = await bench.DatasetOfAsync(Some.Founds(20));
        var shards = new ScoreShards(bench.Samples, bench.Scores);
        var file = bench.Folder.File("part");
        await shards.ScoreAsync(dataset with { Name = new string('n', 1_000_000) }, new LengthScorer(), new ScoreShard(1, 1), file, null, TestContext.Current.CancellationToken);
        var other = await bench.Datasets.GetOrCreateAsync("other");

        var fault = await Assert.ThrowsAsync<QualityReviewException>(() => shards.MergeAsync(other, [file], TestContext.Current.CancellationToken));

        Assert.InRange(fault.Message.Length, 50, 500);
    }
}
