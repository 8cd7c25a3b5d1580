using Bunit;
using Microsoft.AspNetCore.Components;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class VirtualListTests : ComponentTests
{
    private readonly List<(int Start, int Count)> _loads = [];

    [Fact]
    public void Render_First_LoadsTheTop()
    {
        var list = Render(1_000_000);
        Assert.Equal([(0, 12)], _loads);
        Assert.Equal("sample 0", list.Find(".cell").TextContent.Trim());
        Assert.Equal("1000000", list.Find(".cell").GetAttribute("aria-setsize"));
    }

    [Fact]
    public async Task Seen_OverlappingPart_LoadsOnlyWhatIsMissing()
    {
        var list = Render(1_000_000);
        await list.InvokeAsync(() => list.Instance.Seen(8, 10));
        Assert.Equal((12, 6), _loads[^1]);
        Assert.Equal(["sample 8", "sample 17"], new[] { list.FindAll(".cell")[0], list.FindAll(".cell")[^1] }.Select(cell => cell.TextContent.Trim()));
        Assert.Equal("9", list.Find(".cell").GetAttribute("aria-posinset"));
    }

    [Fact]
    public async Task Seen_End_StopsAtTheLast()
    {
        var list = Render(30);
        await list.InvokeAsync(() => list.Instance.Seen(25, 20));
        Assert.Equal((25, 5), _loads[^1]);
        Assert.Equal(5, list.FindAll(".cell").Count);
    }

    [Fact]
    public async Task Query_Another_GoesToTheTopAndForgets()
    {
        var list = Render(1000);
        await list.InvokeAsync(() => list.Instance.Seen(500, 10));
        list.Render(p => p.Add(l => l.Query, "other"));
        Assert.Equal(0, _loads[^1].Start);
        Assert.Equal("sample 0", list.Find(".cell").TextContent.Trim());
    }

    [Fact]
    public async Task RefreshAsync_InPlace_LoadsWhatIsInSight()
    {
        var list = Render(1000);
        await list.InvokeAsync(() => list.Instance.Seen(500, 10));
        await list.InvokeAsync(list.Instance.RefreshAsync);
        Assert.Equal([(0, 12), (500, 10), (500, 10)], _loads);
    }

    [Fact]
    public async Task Seen_WhileLoading_DropsTheOlderAnswer()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<string>>();
        var list = Render<VirtualList<string>>(p => p.Add(l => l.Count, 100).Add(l => l.Query, "q").Add(l => l.Label, "Samples")
            .Add(l => l.Load, (start, count, _) => start == 0 ? slow.Task : Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Repeat("new", count)]))
            .Add(l => l.ChildContent, item => item.Item));
        Assert.NotEmpty(list.FindAll(".skeleton"));
        await list.InvokeAsync(() => list.Instance.Seen(6, 4));
        slow.SetResult([.. Enumerable.Repeat("old", 12)]);
        Assert.All(list.FindAll(".cell"), cell => Assert.Equal("new", cell.TextContent.Trim()));
    }

    [Fact]
    public void ShowAsync_BeforeTheListIsOnAScreen_IsDoneOnceItIs()
    {
        var module = JSInterop.SetupModule("./Shared/VirtualList.razor.js");
        var attach = module.SetupVoid("attach", _ => true);
        var show = module.SetupVoid("show", _ => true).SetVoidResult();
        var list = Render(1000);
        _ = list.InvokeAsync(() => list.Instance.ShowAsync(500));
        Assert.Empty(show.Invocations);
        attach.SetVoidResult();
        list.WaitForAssertion(() => Assert.Equal(500, Assert.Single(show.Invocations).Arguments[1]));
    }

    [Fact]
    public void Render_Empty_LoadsNothing()
    {
        Assert.Empty(Render(0).FindAll(".cell"));
        Assert.Empty(_loads);
    }

    private IRenderedComponent<VirtualList<string>> Render(int count) =>
        Render<VirtualList<string>>(p => p.Add(l => l.Count, count).Add(l => l.Query, "query").Add(l => l.Label, "Samples").Add(l => l.Load, Load)
            .Add(l => l.ChildContent, (RenderFragment<VirtualItem<string>>)(item => builder => builder.AddContent(0, item.Item))));

    private Task<IReadOnlyList<string>> Load(int start, int count, CancellationToken cancellation)
    {
        _loads.Add((start, count));
        return Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Range(start, count).Select(i => $"sample {i}")]);
    }
}
