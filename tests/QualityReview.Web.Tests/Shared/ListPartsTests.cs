using Bunit;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class ListPartsTests : ComponentTests
{
    private readonly List<object> _heard = [];
    private readonly ManualClock _clock = new();

    [Fact]
    public void FacetList_ManyValues_ShowsEightAndWhatIsChecked()
    {
        var facet = Facet(12, on: 11);
        Assert.Equal(9, facet.FindAll("label").Count);
        facet.Find("button").Click();
        Assert.Equal(12, facet.FindAll("label").Count);
        Assert.Equal("Show fewer", facet.Find("button").TextContent);
    }

    [Fact]
    public void FacetList_FewValues_HasNoButton() => Assert.Empty(Facet(8).FindAll("button"));

    [Fact]
    public void FacetList_Toggle_TellsTheName()
    {
        Facet(3).FindAll("input")[1].Change(true);
        Assert.Equal(["v1"], _heard);
    }

    [Fact]
    public void RuleChips_Remove_TellsTheKey()
    {
        var chips = Render<RuleChips>(p => p.Add(c => c.Rules, [new("a", "Ask-LLM ≥ 60"), new("s", "source is forums")]).Add(c => c.OnRemove, _heard.Add).Add(c => c.OnClear, () => _heard.Add("all")));
        chips.Find("[aria-label='Remove source is forums']").Click();
        chips.Find(".link-btn").Click();
        Assert.Equal(["s", "all"], _heard);
    }

    [Fact]
    public void RuleChips_None_DrawsNothing() => Assert.Equal("", Render<RuleChips>(p => p.Add(c => c.Rules, [])).Markup.Trim());

    [Fact]
    public void SortPicker_Changes_KeepTheOtherHalf()
    {
        var picker = Render<SortPicker>(p => p.Add(s => s.Options, [new("id", "Import order"), new("ask_llm", "Ask-LLM")]).Add(s => s.Choice, new SortChoice("id", true)).Add(s => s.OnChange, choice => _heard.Add(choice)));
        picker.Find("select").Change("ask_llm");
        picker.Find("button").Click();
        Assert.Equal([new SortChoice("ask_llm", true), new SortChoice("id", false)], _heard);
    }

    [Fact]
    public void CountLine_Counts_InGroups() =>
        Assert.Equal("41,208 of 1,000,000 · 18.4\u00a0M tokens", Render<CountLine>(p => p.Add(c => c.Count, 41_208).Add(c => c.Total, 1_000_000).Add(c => c.Tokens, 18_400_000)).Find("span").TextContent);

    [Fact]
    public void SearchBox_Rest_ReportsOnceWithTheLastValue()
    {
        var box = Search();
        box.Find("input").Input("pu");
        _clock.Move(TimeSpan.FromMilliseconds(200));
        box.Find("input").Input("pump");
        _clock.Move(TimeSpan.FromMilliseconds(200));
        Assert.Empty(_heard);
        _clock.Move(TimeSpan.FromMilliseconds(100));
        box.WaitForAssertion(() => Assert.Equal(["pump"], _heard));
    }

    [Fact]
    public void SearchBox_Enter_ReportsAtOnceThenSteps()
    {
        var box = Search();
        box.Find("input").Input("pump");
        box.Find("input").KeyDown("Enter");
        box.Find("input").KeyDown("Enter");
        Assert.Equal(["pump", false], _heard);
    }

    [Fact]
    public void SearchBox_ParentRendersWithTheOldValue_KeepsWhatWasTyped()
    {
        var box = Search();
        box.Find("input").Input("pum");
        box.Render(p => p.Add(s => s.Value, ""));
        Assert.Equal("pum", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void SampleRow_Find_HighlightsInTheExcerpt()
    {
        var row = Render<SampleRow>(p => p.Add(r => r.Id, "s-1").Add(r => r.Href, "/datasets/web/samples/1").Add(r => r.Text, "Prime the <b>pump</b>").Add(r => r.Find, "PUMP").Add(r => r.Verdict, Verdict.Keep).Add(r => r.VerdictDetail, "by Ana").Add(r => r.Facts, ["forums"]));
        Assert.Equal("pump", row.Find("mark").TextContent);
        Assert.Equal("Prime the <b>pump</b>", row.Find(".excerpt").TextContent.Trim());
        Assert.Equal("/datasets/web/samples/1", row.Find("a").GetAttribute("href"));
        Assert.Equal("✓Keep", row.Find(".badge b").TextContent);
    }

    private IRenderedComponent<FacetList> Facet(int count, int on = -1) => Render<FacetList>(p => p.Add(f => f.Title, "Source")
        .Add(f => f.Values, [.. Enumerable.Range(0, count).Select(i => new FacetValue($"v{i}", i, i == on))]).Add(f => f.OnToggle, _heard.Add));

    private IRenderedComponent<SearchBox> Search() => Render<SearchBox>(p => p.Add(s => s.Clock, _clock).Add(s => s.ValueChanged, _heard.Add).Add(s => s.OnEnter, back => _heard.Add(back)));
}
