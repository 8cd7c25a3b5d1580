using Bunit;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Samples;

public sealed class SurprisalTests
{
    [Fact]
    public async Task Render_NoPerplexityScorer_HasNoButton()
    {
        await using var room = new SampleRoom(new ScorerDefinition("ask_llm_1", "ask_llm", "Ask-LLM", "", _ => throw new InvalidOperationException()));
        await room.Store.DatasetOfAsync(Some.Founds(1));
        Assert.Empty(room.Open("s-0").FindAll("[data-testid=surprisal]"));
    }

    [Fact]
    public async Task Click_ShowSurprisal_ColoursTheTokens()
    {
        var model = new WordReader();
        await using var room = new SampleRoom(model.Definition);
        await room.Store.DatasetOfAsync(Some.Found("s-0", "ab cdefgh"));
        var page = room.Open("s-0");
        Assert.Empty(page.FindAll(".legend"));
        page.Find("[data-testid=surprisal]").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/samples/s-0?surprisal=perplexity_1", room.Url, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(["2.0 bits", "6.0 bits"], page.FindAll("[data-testid=text] .text [title]").Select(token => token.GetAttribute("title"))));
        Assert.Single(page.FindAll(".legend"));
        page.Find("[data-testid=surprisal]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=text] .text [title]")));
    }

    [Fact]
    public async Task Render_LongText_ReadsItsBeginningAndSaysSo()
    {
        var model = new WordReader();
        await using var room = new SampleRoom(model.Definition);
        await room.Store.DatasetOfAsync(Some.Found("s-0", new string('x', SurprisalReaders.MaxCharacters + 5)));
        var page = room.Open("s-0", "?surprisal=perplexity_1");
        page.WaitForAssertion(() => Assert.Contains("first 100,000 of 100,005 characters", page.Find("[data-testid=surprisal-note]").TextContent, StringComparison.Ordinal));
        Assert.Equal(SurprisalReaders.MaxCharacters, model.Longest);
    }

    [Fact]
    public async Task ReadAsync_ModelAtRest_IsClosedAfterAWhileAndOpenedAgain()
    {
        var time = new ManualTime();
        var model = new WordReader();
        await using var readers = new SurprisalReaders(new ScorerCatalog([model.Definition]), time);
        await readers.ReadAsync("perplexity_1", "one", default);
        time.Advance(SurprisalReaders.KeptOpen / 2);
        await readers.ReadAsync("perplexity_1", "two", default);
        time.Advance(SurprisalReaders.KeptOpen / 2);
        Assert.Equal((1, 0), (model.Opened, model.Closed));
        time.Advance(SurprisalReaders.KeptOpen);
        Assert.Equal((1, 1), (model.Opened, model.Closed));
        await readers.ReadAsync("perplexity_1", "three", default);
        Assert.Equal(2, model.Opened);
        await Assert.ThrowsAsync<QualityReviewException>(() => readers.ReadAsync("perplexity_1", new string('x', SurprisalReaders.MaxCharacters + 1), default));
    }

    [Theory]
    [InlineData("0+2:1 2+0:3 2+3:5", "0+2:4 2+3:5")]
    [InlineData("0+2:1 1+2:2 3+1:1", "0+3:3 3+1:1")]
    [InlineData("0+0:9 0+1:1", "0+1:1")]
    public void Of_TokensThatShareCharacters_AreJoined(string tokens, string spans)
    {
        var read = tokens.Split(' ').Select(token => token.Split('+', ':')).Select(part => new TokenBits(part[0][0] - '0', part[1][0] - '0', part[2][0] - '0'));
        var map = QualityReview.Web.Samples.SurprisalMap.Of([.. read]);
        Assert.Equal(spans, string.Join(' ', map.Select(span => $"{span.Start}+{span.Length}:{span.Bits}")));
    }

    /// <summary>Every word is a token, and costs as many bits as it has letters.</summary>
    private sealed class WordReader : IScorer, ISurprisalReader
    {
        public ScorerCard Card { get; } = Some.Card("perplexity_1", ScoreDirection.LowerIsBetter);

        public string Device => "CPU";

        public int Opened { get; private set; }

        public int Closed { get; private set; }

        public int Longest { get; private set; }

        public ScorerDefinition Definition => new("perplexity_1", "perplexity", "Perplexity", "", _ =>
        {
            Opened++;
            return Task.FromResult(new OpenScorer(this, null));
        });

        public Task<IReadOnlyList<TokenBits>> ReadAsync(string text, CancellationToken cancellation)
        {
            Longest = Math.Max(Longest, text.Length);
            var tokens = new List<TokenBits>();
            var at = 0;
            foreach (var word in text.Split(' '))
            {
                tokens.Add(new TokenBits(at, word.Length, word.Length));
                at += word.Length + 1;
            }

            return Task.FromResult<IReadOnlyList<TokenBits>>(tokens);
        }

        public Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation) => throw new InvalidOperationException();

        public ValueTask DisposeAsync()
        {
            Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
