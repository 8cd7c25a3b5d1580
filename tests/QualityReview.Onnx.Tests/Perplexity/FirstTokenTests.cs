using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Perplexity;

/// <summary>A tokenizer without a beginning-of-text token: nothing precedes the first token, so it is not scored.</summary>
public sealed class FirstTokenTests : IDisposable
{
    private const string Text = "Größe zählt, sagte der Wal.";

    private readonly TinyModel _tiny = new() { Vocabulary = 4096, WithPositions = true };
    private readonly TemporaryFolder _folder;
    private readonly OnnxScorerOptions _options;

    public FirstTokenTests()
    {
        _folder = TemporaryFolder.WithModel(_tiny);
        _folder.Write("tokenizer_config.json", "{}");
        var tokenizer = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "tokenizer.json")))!;
        tokenizer["post_processor"] = null;
        _folder.Write("tokenizer.json", tokenizer.ToJsonString());
        _options = Shipped.Perplexity with { Model = _folder.Path };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ScoreAsync_NoBeginningOfText_LeavesOutTheFirstTokenAndItsBytes()
    {
        var ids = Tokenizer.Load(_folder.Path).EncodeWithSpans(Text);
        using var plain = new PlainLogits(_tiny.ToArray());
        var rows = plain.Rows(ids.Select(t => t.Id).ToArray());
        var nats = ids.Skip(1).Select((t, i) => PlainLogits.Nll(rows[i], t.Id)).Sum();
        var bytes = System.Text.Encoding.UTF8.GetByteCount(Text[ids[1].Start..]);
        await using var scorer = PerplexityScorer.Open(_options);

        var chunk = await scorer.ScoreAsync([Text], null, TestContext.Current.CancellationToken);

        Assert.Equal([ids.Count - 1, bytes], [chunk.Details[1], chunk.Details[3]]);
        Assert.Equal(nats / Math.Log(2) / bytes, chunk.Values[0], 1e-5);
        Assert.Equal(ids[1].Start, (await scorer.SurprisalAsync(Text, TestContext.Current.CancellationToken))[0].Start);
        Assert.Equal("none: the first token is not scored", scorer.Card.Receipt["bos"]);
    }

    [Fact]
    public async Task ScoreAsync_OneToken_Fails()
    {
        await using var scorer = PerplexityScorer.Open(_options);

        var chunk = await scorer.ScoreAsync(["x"], null, TestContext.Current.CancellationToken);

        Assert.Equal(ScoreFlags.Failed, chunk.Flags[0]);
        Assert.Equal("The text has 1 token, which leaves none to score.", Assert.Single(chunk.Failures).Reason);
    }
}
