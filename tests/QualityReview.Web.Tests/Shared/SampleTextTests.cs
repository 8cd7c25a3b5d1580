using AngleSharp.Dom;
using Bunit;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class SampleTextTests : ComponentTests
{
    [Fact]
    public void Render_Markup_StaysText()
    {
        const string Text = "<script>alert(1)</script><img src=x onerror=alert(1)> & &amp;";
        var sample = Render(Text);
        Assert.Equal(Text, sample.Find(".text").TextContent.Trim());
        Assert.Empty(sample.FindAll(".text script, .text img"));
    }

    [Fact]
    public void Render_AnyText_TakesItsOwnDirection() => Assert.Equal("auto", Render("שלום").Find(".text").GetAttribute("dir"));

    [Fact]
    public void Toggle_HiddenCharacters_ShowsMarksWithNames()
    {
        var sample = Render("pay\u202Efdp");
        Assert.Equal("1", sample.Find(".badge").TextContent);
        Assert.Empty(sample.FindAll(".hidden-mark"));
        Button(sample, "Hidden characters").Click();
        Assert.Equal("RLO", sample.Find(".hidden-mark").TextContent);
        Assert.Equal("U+202E right-to-left override", sample.Find(".hidden-mark").GetAttribute("title"));
        Assert.Equal("true", Button(sample, "Hidden characters").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Toggle_Raw_KeepsLines()
    {
        var sample = Render("text");
        Button(sample, "Raw").Click();
        Assert.Contains("raw", sample.Find(".text").ClassList);
    }

    [Fact]
    public void Find_Phrase_CountsAndSteps()
    {
        var sample = Render("Pump and pump and PUMP.");
        Find(sample, "pump");
        Assert.Equal("1 of 3", sample.Find(".hits").TextContent);
        Assert.Equal(["Pump", "pump", "PUMP"], sample.FindAll("mark").Select(hit => hit.TextContent));
        sample.Find("[aria-label='Next hit']").Click();
        Assert.Equal("2 of 3", sample.Find(".hits").TextContent);
        Assert.Equal("pump", sample.Find("mark.now").TextContent);
        sample.Find("[aria-label='Previous hit']").Click();
        sample.Find("[aria-label='Previous hit']").Click();
        Assert.Equal("3 of 3", sample.Find(".hits").TextContent);
    }

    [Fact]
    public void Find_Nothing_SaysNone()
    {
        var sample = Render("text");
        Find(sample, "absent");
        Assert.Equal("none", sample.Find(".hits").TextContent);
    }

    [Fact]
    public void Render_LongText_FoldsAndUnfolds()
    {
        var sample = Render(new string('x', 130_000));
        Assert.Single(sample.FindAll(".slice"));
        Assert.Contains("20,000 of 130,000 characters", sample.Find(".fold").TextContent, StringComparison.Ordinal);
        Button(sample, "Show 100,000 more").Click();
        Assert.Equal(6, sample.FindAll(".slice").Count);
        Button(sample, "Show 10,000 more").Click();
        Assert.Equal(130_000, sample.Find(".text").TextContent.Trim().Length);
        Assert.Empty(sample.FindAll(".fold"));
    }

    [Fact]
    public async Task ShowAll_LongText_ShowsEveryCharacter()
    {
        var sample = Render(new string('x', 310_000));
        await Button(sample, "Show all").ClickAsync(new());
        sample.WaitForAssertion(() => Assert.Equal(310_000, sample.Find(".text").TextContent.Trim().Length));
    }

    [Fact]
    public void Find_FarHit_DrawsItsSurroundingsOnly()
    {
        var sample = Render(new string('x', 900_000) + "needle" + new string('x', 100_000));
        Find(sample, "needle");
        Assert.Equal("needle", sample.Find("mark.now").TextContent);
        Assert.Equal(3, sample.FindAll(".slice").Count);
        Assert.Contains("characters before this", sample.Find(".before").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Heat_ColoursTokensAndNamesBits()
    {
        var sample = Render<SampleText>(p => p.Add(t => t.Text, "The petrel nests").Add(t => t.Heat, [new(0, 3, .4f), new(3, 7, 12.25f), new(10, 6, 3)]));
        var token = sample.Find(".text .h6");
        Assert.Equal(" petrel", token.TextContent);
        Assert.Equal("12.3 bits", token.GetAttribute("title"));
        Button(sample, "Surprisal").Click();
        Assert.Empty(sample.FindAll(".text [class^=h]"));
    }

    [Fact]
    public void Render_Again_KeepsTheReadersChoice()
    {
        var sample = Render("first");
        Button(sample, "Raw").Click();
        sample.Render(p => p.Add(t => t.Text, "second"));
        Assert.Contains("raw", sample.Find(".text").ClassList);
        Assert.Equal("second", sample.Find(".text").TextContent.Trim());
    }

    private IRenderedComponent<SampleText> Render(string text) => Render<SampleText>(p => p.Add(t => t.Text, text));

    private static IElement Button(IRenderedComponent<SampleText> sample, string words) =>
        sample.FindAll("button").Single(button => button.TextContent.StartsWith(words, StringComparison.Ordinal));

    private static void Find(IRenderedComponent<SampleText> sample, string phrase)
    {
        // Enter does not wait for typing to rest.
        sample.Find("input").Input(phrase);
        sample.Find("input").KeyDown("Enter");
    }
}
