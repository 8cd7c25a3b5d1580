using Bunit;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class PercentileStripTests : ComponentTests
{
    private static readonly StripBar Plain = new("ask_llm", "Ask-LLM", 79.13f, "rank 9,812 of 12,400");

    [Fact]
    public void Render_Score_DrawsBarNumberAndExactWords()
    {
        var strip = Render(Plain);
        Assert.Equal("79.13%", strip.Find("rect.p3").GetAttribute("width"));
        Assert.Equal("79", strip.Find(".value").TextContent);
        Assert.Equal("rank 9,812 of 12,400", strip.Find(".hush").TextContent);
        Assert.Empty(strip.FindAll(".cut"));
    }

    [Theory]
    [InlineData(0, "p0")]
    [InlineData(19.9f, "p0")]
    [InlineData(20, "p1")]
    [InlineData(59.9f, "p2")]
    [InlineData(100, "p4")]
    public void Step_Percentiles_FiveSteps(float percentile, string step) => Assert.Equal(step, (Plain with { Percentile = percentile }).Step);

    [Fact]
    public void Render_Untrusted_IsHatchedAndSaysSo()
    {
        var strip = Render(Plain with { Untrusted = true });
        Assert.NotNull(strip.Find("line.hatch.p3").GetAttribute("stroke-dasharray"));
        Assert.Empty(strip.FindAll("rect.p3"));
        Assert.EndsWith("not to be trusted", strip.Find(".hush").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Neutral_IsAPointWithoutQualityColour()
    {
        var strip = Render(Plain with { Neutral = true, Percentile = 98 });
        Assert.Contains("pn", strip.Find("circle").ClassList);
        Assert.Empty(strip.FindAll(".p0, .p1, .p2, .p3, .p4"));
    }

    [Fact]
    public void Render_Missing_HasNoBarAndSaysWhy()
    {
        var strip = Render(Plain with { Percentile = null, Exact = "not scored yet" });
        Assert.Equal("–", strip.Find(".value").TextContent);
        Assert.Equal("not scored yet", strip.Find(".hush").TextContent);
        Assert.Empty(strip.FindAll("rect:not(.groove), circle"));
    }

    [Fact]
    public void Render_Cut_MarksItsPlace()
    {
        var strip = Render(Plain with { Cut = 62.5f });
        Assert.Equal("62.5%", strip.Find("line.cut").GetAttribute("x1"));
        Assert.EndsWith("cut at 62.5", strip.Find(".hush").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PageSize_ShowsExactValuesInSight()
    {
        var strip = Render<PercentileStrip>(p => p.Add(s => s.Bars, [Plain]).Add(s => s.Size, StripSize.Page));
        Assert.Equal("rank 9,812 of 12,400", strip.Find(".exact").TextContent);
        Assert.Equal("79.1", strip.Find(".value").TextContent);
        Assert.Null(strip.Find(".strip").GetAttribute("tabindex"));
    }

    [Fact]
    public void Render_AnyBar_UsesNoStyleAttribute() =>
        Assert.Empty(Render(Plain with { Cut = 3 }).FindAll("[style]"));

    private IRenderedComponent<PercentileStrip> Render(StripBar bar) => Render<PercentileStrip>(p => p.Add(s => s.Bars, [bar]));
}
