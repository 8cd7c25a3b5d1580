using Bunit;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class HistogramPanelTests : ComponentTests
{
    private static readonly HistogramBars Bars = new(0, 4, [10, 40, 0, 1], [5, 40, 0, 0], [new(10, .2), new(50, .4), new(90, 3)]);
    private RawRange? _range;

    [Fact]
    public void Render_Counts_ScalesToTheTallestBinAndKeepsSlivers()
    {
        var heights = Render().FindAll("rect.all").Select(bar => bar.GetAttribute("height"));
        Assert.Equal(["11", "44", "0", "1.5"], heights);
    }

    [Fact]
    public void Render_Selection_LiesOverAll() =>
        Assert.Equal(["5.5", "44", "0", "0"], Render().FindAll("rect.sel").Select(bar => bar.GetAttribute("height")));

    [Fact]
    public void Render_CloseTicks_LeavesOutTheLaterLabel() =>
        Assert.Equal(["p10", "", "p90"], Render().FindAll("text").Select(label => label.TextContent));

    [Fact]
    public void Click_Bin_ChoosesItsEdges()
    {
        Render().FindAll("g.bin")[1].Click();
        Assert.Equal(new(1, 2), _range);
    }

    [Theory]
    [InlineData(.30, .60, 1, 3)]
    [InlineData(.60, .30, 1, 3)]
    [InlineData(.50, .50, 2, 3)]
    [InlineData(-1, 2, 0, 4)]
    public async Task Dragged_Places_SnapsToBins(double from, double to, double lo, double hi)
    {
        var panel = Render();
        await panel.InvokeAsync(() => panel.Instance.Dragged(from, to));
        Assert.Equal(new(lo, hi), _range);
    }

    [Theory]
    [InlineData("1.5", null, 1.5, null)]
    [InlineData("3.5", 2d, 2d, 3.5)]
    [InlineData("", 2d, null, 2d)]
    [InlineData("words", 2d, null, 2d)]
    public void Type_From_ChoosesRangeInOrder(string typed, double? hi, double? expectedLo, double? expectedHi)
    {
        var panel = Render(hi: hi);
        panel.Find("button.range").Click();
        panel.Find("input[aria-label='Perplexity from']").Change(typed);
        Assert.Equal(new(expectedLo, expectedHi), _range);
    }

    [Fact]
    public void Clear_Range_OpensBothEnds()
    {
        Render(lo: 1, hi: 2.5).Find("button.clear").Click();
        Assert.Equal(new(null, null), _range);
    }

    [Theory]
    [InlineData(null, null, "all")]
    [InlineData(1d, null, "≥ 1")]
    [InlineData(null, 2.5, "≤ 2.5")]
    [InlineData(1d, 2.5, "1 – 2.5")]
    public void Render_Range_SaysIt(double? lo, double? hi, string text) => Assert.Equal(text, Render(lo, hi).Find("button.range").TextContent);

    [Fact]
    public void Open_Numbers_ShowsATable()
    {
        var panel = Render();
        panel.Find("button.range").Click();
        Assert.Equal(["1 – 2", "40", "40"], panel.FindAll("tbody tr")[1].Children.Select(cell => cell.TextContent));
    }

    [Fact]
    public void Render_EqualScores_PlacesWithoutDividingByZero() =>
        Assert.Equal(0, new HistogramBars(3, 3, [7], [7], []).Place(3));

    private IRenderedComponent<HistogramPanel> Render(double? lo = null, double? hi = null) => Render<HistogramPanel>(p => p
        .Add(h => h.Title, "Perplexity").Add(h => h.Data, Bars).Add(h => h.Lo, lo).Add(h => h.Hi, hi).Add(h => h.OnRange, range => _range = range));
}
