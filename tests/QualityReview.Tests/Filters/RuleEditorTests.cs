using QualityReview.Filters;
using QualityReview.Percentiles;

namespace QualityReview.Tests.Filters;

public sealed class RuleEditorTests
{
    private readonly RuleEditor _editor = new(RandomTable.Of(100, 71));

    [Theory]
    [InlineData("all", 60.0, null, "percentile(perplexity) >= 60")]
    [InlineData("all", null, 40.0, "percentile(perplexity) <= 40")]
    [InlineData("length > 3", 60.0, 80.0, "length > 3 and percentile(perplexity) in 60..80")]
    [InlineData("percentile(perplexity_mini_1) < 5 and length > 3", 60.0, 100.0, "percentile(perplexity) >= 60 and length > 3")]
    [InlineData("percentile(perplexity) > 5 and percentile(perplexity) < 9", 10.0, 20.0, "percentile(perplexity) in 10..20")]
    [InlineData("percentile(perplexity, source) > 5", 10.0, 20.0, "percentile(perplexity, source) > 5 and percentile(perplexity) in 10..20")]
    [InlineData("percentile(perplexity) > 5 and length > 3", 0.0, 100.0, "length > 3")]
    [InlineData("percentile(perplexity) > 5", null, null, "all")]
    [InlineData("length > 3 or length < 2", 10.0, null, "(length > 3 or length < 2) and percentile(perplexity) >= 10")]
    public void WithPercentileRange_AnyRule_SetsTheRange(string rule, double? low, double? high, string expected) =>
        Assert.Equal(expected, _editor.WithPercentileRange(rule, "perplexity", low, high));

    [Fact]
    public void WithScoreRange_EndsOfFloats_AreWrittenShort()
    {
        Assert.Equal("score(perplexity) in 0.1..0.9", _editor.WithScoreRange("all", "perplexity", .9f, .1f));
        Assert.Equal("length <= 90", _editor.WithLengthRange("length in 1..5", null, 90));
    }

    [Fact]
    public void ToggleSource_NameByName_AddsAndTakesAway()
    {
        var rule = _editor.ToggleSource("length > 3", "docs");
        Assert.Equal("length > 3 and source = \"docs\"", rule);
        rule = _editor.ToggleSource(rule, "books");
        Assert.Equal("length > 3 and source in (\"docs\", \"books\")", rule);
        Assert.Equal(["docs", "books"], _editor.Names(rule, SampleField.Source));
        rule = _editor.ToggleSource(rule, "docs");
        Assert.Equal("length > 3 and source = \"books\"", rule);
        Assert.Equal("length > 3", _editor.ToggleSource(rule, "books"));
        Assert.Equal("length > 3", _editor.WithoutField(rule, SampleField.Source));
    }

    [Fact]
    public void ToggleFlag_OfAScorer_LeavesOtherFlagsAlone()
    {
        var rule = _editor.ToggleFlag("flag = failed", "perplexity", "truncated");
        Assert.Equal("flag = failed and flag(perplexity) = truncated", rule);
        Assert.Equal("flag = failed", _editor.ToggleFlag(rule, "perplexity_mini_1", "truncated"));
    }

    [Fact]
    public void Parts_EveryKindOfTerm_HasALabelToRead()
    {
        var rule = """
            percentile(perplexity) in 60..100 and percentile(perplexity, language) >= 5 and score(perplexity) <= 1.25 and source in (docs, books, "")
            and language != en and length >= 12345 and verdict = keep and flag(length_1) = too_short and text contains "a b" and top(length_1, 10%)
            and random(20%, seed 7) and not scored(length_1) and meta.url = x and (all or none)
            """;

        Assert.Equal(
            [
                "perplexity_mini_1 60–100", "perplexity_mini_1 5–100 within language", "perplexity_mini_1 score ≤ 1.25", "source: docs, books, (none)",
                "language is not en", "length ≥ 12,345", "verdict: keep", "flag: too short (length_1)", "text: “a b”", "top 10% by length_1",
                "random 20% (seed 7)", "not scored by length_1", "url: x", "all or none",
            ],
            _editor.Parts(rule).Select(part => part.Label));
        Assert.Empty(_editor.Parts("all"));
    }

    [Fact]
    public void Without_EachPart_LeavesTheOthers()
    {
        const string rule = "(length > 3 and length < 90) and (all or none) and scored(perplexity)";
        var parts = _editor.Parts(rule);

        Assert.Equal(["length > 3", "length < 90", "all or none", "scored(perplexity)"], parts.Select(part => part.Text));
        Assert.Equal("length > 3 and length < 90 and scored(perplexity)", _editor.Without(rule, parts[2]));
        Assert.Equal("all", parts.Aggregate(rule, _editor.Without));
        Assert.Equal("length > 3 and length < 90 and (all or none) and scored(perplexity)", _editor.With(rule, "length < 90"));
    }

    [Fact]
    public void ScoreRange_SeveralParts_IsTheirMeeting()
    {
        Assert.Equal((1.0, 3.0), _editor.ScoreRange("score(perplexity) >= 1 and score(perplexity_mini_1) < 3 and score(perplexity) in 0..4", "perplexity"));
        Assert.Equal((null, 5.0), _editor.PercentileRange("percentile(perplexity) <= 5 and percentile(perplexity, source) > 1", "perplexity"));
        Assert.Equal((1.0, null), _editor.PercentileRange("percentile(perplexity, source) > 1", "perplexity", PercentileScope.Source));
        Assert.Equal((null, null), _editor.ScoreRange("score(perplexity) >= 1 or all", "perplexity"));
    }

    [Fact]
    public void With_RuleThatWouldBeTooLong_IsRefused()
    {
        var rule = "text contains \"" + new string('a', 3900) + "\"";

        Assert.Throws<WrongWordsException>(() => _editor.With(rule, "text contains \"" + new string('b', 200) + "\""));
    }
}
