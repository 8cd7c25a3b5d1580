using System.Runtime.InteropServices;
using System.Text;
using QualityReview.Onnx.Perplexity;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Perplexity;

public sealed class PerplexityScorerTests(PerplexityScorerFixture fixture) : IClassFixture<PerplexityScorerFixture>
{
    private readonly PerplexityScorer _scorer = fixture.Scorer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SurprisalAsync_GoldenTexts_AgreesWithPyTorch()
    {
        var worst = 0.0;
        foreach (var golden in GoldenText.All)
        {
            var nats = (await _scorer.SurprisalAsync(golden.Text, Cancel)).Take(golden.Nll.Length).Select(s => s.Bits * Math.Log(2)).ToList();

            Assert.Equal(golden.Nll.Length, nats.Count);
            Assert.Equal(golden.Nll.Average(), nats.Average(), 1e-3);
            worst = Math.Max(worst, golden.Nll.Zip(nats, (a, b) => Math.Abs(a - b)).Max());
        }
        TestContext.Current.SendDiagnosticMessage($"largest difference of a token: {worst:E1} nats");
        // Half-precision storage moves single tokens more than the mean.
        Assert.True(worst < 0.01, $"{worst}");
    }

    [Fact]
    public async Task ScoreAsync_GoldenTexts_GivesBitsPerByte()
    {
        var goldens = GoldenText.All.Where(g => g.Nll.Length == g.Ids.Length - 1).ToList();

        var chunk = await _scorer.ScoreAsync(goldens.Select(g => g.Text).ToList(), null, Cancel);

        for (var i = 0; i < goldens.Count; i++)
        {
            var nats = goldens[i].Nll.Sum();
            Assert.Equal(nats / Math.Log(2) / goldens[i].Bytes, chunk.Values[i], 2e-3);
            var details = chunk.Details.AsSpan(i * 4, 4);
            Assert.Equal(Math.Exp(goldens[i].Nll.Average()), details[0], 0.002 * details[0]);
            Assert.Equal(goldens[i].Nll.Length, details[1]);
            Assert.Equal(goldens[i].Bytes, details[3]);
            Assert.Equal(goldens[i].Nll.Length < 32 ? ScoreFlags.TooShort : ScoreFlags.None, chunk.Flags[i]);
        }
    }

    [Theory]
    [InlineData(0, 0, 256, 128)]
    [InlineData(64, 48, 64, 48)]
    public async Task ScoreAsync_LongText_EqualsBruteForceOverWindows(int windowOption, int strideOption, int window, int stride)
    {
        var golden = GoldenText.All.Single(g => g.Ids.Length > 600);
        using var plain = new PlainLogits(File.ReadAllBytes(Path.Combine(Shipped.LmMini, "onnx", "model.onnx")));
        double nats = 0;
        var scored = 1;
        // As in Hugging Face's guide: a window moves by the stride, and what was scored before is only context.
        for (var start = 0; scored < golden.Ids.Length; start += stride)
        {
            var ids = golden.Ids[start..Math.Min(start + window, golden.Ids.Length)];
            var rows = plain.Rows(ids);
            for (; scored < start + ids.Length; scored++)
            {
                nats += PlainLogits.Nll(rows[scored - 1 - start], golden.Ids[scored]);
            }
        }

        await using var scorer = PerplexityScorer.Open(Shipped.Perplexity with { Window = windowOption, Stride = strideOption });
        var chunk = await scorer.ScoreAsync([golden.Text], null, Cancel);

        Assert.Equal(golden.Ids.Length - 1, chunk.Details[1]);
        Assert.Equal(nats, chunk.Details[2], 1e-5 * nats);
        Assert.Equal(nats / Math.Log(2) / golden.Bytes, chunk.Values[0], 1e-5);
    }

    [Fact]
    public async Task ScoreAsync_OneByOneOrTogether_GivesTheSameNumbers()
    {
        var texts = SampleTexts.Mixed(24);
        await using var small = PerplexityScorer.Open(Shipped.Perplexity with { TokenBudget = 1 });

        var together = await _scorer.ScoreAsync(texts, null, Cancel);
        var alone = await small.ScoreAsync(texts, null, Cancel);

        Assert.All(together.Values.Zip(alone.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * pair.Second));
    }

    [Fact]
    public async Task ScoreAsync_SameChunkTwice_GivesTheSameBytes()
    {
        var texts = SampleTexts.Mixed(24);

        var first = await _scorer.ScoreAsync(texts, null, Cancel);
        await _scorer.ScoreAsync(["something else in between"], null, Cancel);
        var second = await _scorer.ScoreAsync(texts, null, Cancel);

        Assert.Equal(MemoryMarshal.AsBytes<float>(first.Values).ToArray(), MemoryMarshal.AsBytes<float>(second.Values).ToArray());
        Assert.Equal(MemoryMarshal.AsBytes<float>(first.Details).ToArray(), MemoryMarshal.AsBytes<float>(second.Details).ToArray());
    }

    [Fact]
    public async Task ScoreAsync_EmptyText_FailsThatSampleAlone()
    {
        var chunk = await _scorer.ScoreAsync(["A text that stands here.", "", "And another one."], null, Cancel);

        var failure = Assert.Single(chunk.Failures);
        Assert.Equal((1, "The text is empty."), (failure.Index, failure.Reason));
        Assert.True(float.IsNaN(chunk.Values[1]) && chunk.Flags[1] == ScoreFlags.Failed);
        Assert.True(float.IsFinite(chunk.Values[0]) && float.IsFinite(chunk.Values[2]));
    }

    [Fact]
    public async Task ScoreAsync_MaxTokens_CountsTheBytesThatWereRead()
    {
        await using var scorer = PerplexityScorer.Open(Shipped.Perplexity with { MaxTokens = 40 });
        var golden = GoldenText.All[0];
        var surprisals = (await _scorer.SurprisalAsync(golden.Text, Cancel)).Take(40).ToList();
        var read = golden.Text[..(surprisals[^1].Start + surprisals[^1].Length)];

        var chunk = await scorer.ScoreAsync([golden.Text, read], null, Cancel);

        Assert.Equal([ScoreFlags.Truncated, ScoreFlags.None], chunk.Flags);
        Assert.Equal(40, chunk.Details[1]);
        Assert.Equal(Encoding.UTF8.GetByteCount(read), chunk.Details[3]);
        Assert.Equal(surprisals.Sum(s => s.Bits) / Encoding.UTF8.GetByteCount(read), chunk.Values[0], 1e-4);
        Assert.Equal(chunk.Values[1], chunk.Values[0], 1e-5);
    }

    [Fact]
    public async Task SurprisalAsync_AnyText_CoversItWithoutGaps()
    {
        foreach (var golden in GoldenText.All)
        {
            var place = 0;
            foreach (var surprisal in await _scorer.SurprisalAsync(golden.Text, Cancel))
            {
                Assert.True(surprisal.Start >= place || surprisal.Length == 0);
                place = Math.Max(place, surprisal.Start + surprisal.Length);
            }
            Assert.Equal(golden.Text.Length, place);
        }
    }

    [Fact]
    public async Task ScoreAsync_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var progress = new CancelAtFirstTick(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scorer.ScoreAsync(SampleTexts.Mixed(100), progress, stop.Token));
        Assert.Equal(1, progress.Inferred);
    }

    [Fact]
    public void Card_Default_NamesWhatMakesScoresComparable()
    {
        Assert.Equal(["token_perplexity", "tokens", "nats", "bytes"], _scorer.Card.DetailNames);
        Assert.Equal((ScoreDirection.LowerIsBetter, "bits per byte"), (_scorer.Card.Direction, _scorer.Card.Unit));
        Assert.Equal(
            ["bos", "max_tokens", "model", "model_sha256", "precision", "stride", "tokenizer_sha256", "window"],
            _scorer.Card.Receipt.Keys);
        Assert.Equal(("256", "128"), (_scorer.Card.Receipt["window"], _scorer.Card.Receipt["stride"]));
        Assert.Equal("CPU, 2 threads", _scorer.Device);
    }

    [Theory]
    [InlineData(512, 0, "has Window = 512; the model lm-mini reads at most 256 tokens at once.")]
    [InlineData(64, 64, "has Stride = 64; it must be below the window, 64.")]
    [InlineData(-1, 0, "has Window = -1; supported are 0 (the default) and positive numbers.")]
    public void Open_WrongOption_SaysWhich(int window, int stride, string words)
    {
        var options = Shipped.Perplexity with { Window = window, Stride = stride };

        Assert.EndsWith(words, Assert.Throws<WrongWordsException>(() => PerplexityScorer.Open(options)).Message, StringComparison.Ordinal);
    }

    private sealed class CancelAtFirstTick(CancellationTokenSource stop) : IProgress<ScoringTick>
    {
        public int Inferred { get; private set; }

        public void Report(ScoringTick value)
        {
            if (value.Tokens > 0)
            {
                Inferred++;
                stop.Cancel();
            }
        }
    }
}

/// <summary>Loads the shipped model once for all tests.</summary>
public sealed class PerplexityScorerFixture : IAsyncDisposable
{
    public PerplexityScorer Scorer { get; } = PerplexityScorer.Open(Shipped.Perplexity);

    public ValueTask DisposeAsync() => Scorer.DisposeAsync();
}
