using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Reviews;
using QualityReview.Web.Layout;
using QualityReview.Web.Server;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class PartsTests : ComponentTests
{
    private static readonly JobView Running = new("7", "Scoring web", JobLook.Running, 8_800, 12_400, "samples", 41.2, 8_942, TimeSpan.FromMinutes(12), "CUDA 0");

    [Fact]
    public void JobView_Running_SaysAllFigures() =>
        Assert.Equal("8,800 of 12,400 samples · 71% · 41.2 samples/s · 8,942 tokens/s · 12\u00a0min left", Running.Figures);

    [Fact]
    public void JobView_UnknownTotal_SaysWhatIsDone() => Assert.Equal("8,800 lines", (Running with { Total = 0, Noun = "lines", SamplesPerSecond = null, TokensPerSecond = null, Left = null }).Figures);

    [Theory]
    [InlineData(JobLook.Running, "Cancel")]
    [InlineData(JobLook.Queued, "Cancel")]
    [InlineData(JobLook.Failed, "Resume")]
    [InlineData(JobLook.Interrupted, "Resume")]
    [InlineData(JobLook.Cancelled, "Resume")]
    [InlineData(JobLook.Done, null)]
    public void JobCard_State_OffersWhatFits(JobLook look, string? button)
    {
        string? heard = null;
        var card = Render<JobCard>(p => p.Add(j => j.Job, Running with { Look = look }).Add(j => j.OnCancel, id => heard = "Cancel" + id).Add(j => j.OnResume, id => heard = "Resume" + id));
        foreach (var found in card.FindAll("button"))
            found.Click();
        Assert.Equal(button is null ? null : button + "7", heard);
    }

    [Fact]
    public void JobCard_Failure_ShowsTheSentence() =>
        Assert.Equal("The disk is full.", Render<JobCard>(p => p.Add(j => j.Job, Running with { Look = JobLook.Failed, Failure = "The disk is full." })).Find(".failure").TextContent);

    [Fact]
    public void JobProgress_UnknownTotal_HasNoValue()
    {
        var progress = Render<JobProgress>(p => p.Add(j => j.Job, Running with { Total = 0 })).Find("progress");
        Assert.False(progress.HasAttribute("value"));
        Assert.Equal("Scoring web", progress.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(NoticeKind.Failure, "alert")]
    [InlineData(NoticeKind.Warning, "status")]
    public void UserNotice_Kind_SpeaksUpForFailures(NoticeKind kind, string role) =>
        Assert.Equal(role, Render<UserNotice>(p => p.Add(n => n.Title, "t").Add(n => n.What, "w").Add(n => n.Kind, kind)).Find("section").GetAttribute("role"));

    [Fact]
    public void HistoryList_Entries_ShowWhoWhenAndWhy()
    {
        var clock = new ManualClock();
        var now = clock.GetUtcNow();
        var list = Render<HistoryList>(p => p.Add(h => h.Entries, [new(10_412, "Tom", Verdict.Keep, now.AddMinutes(-9.5), ["Repeats"], "fine <b>", 14, "drop"), new(9, "Ana", Verdict.None, now.AddHours(-2.5), [], TakenBack: true)]).Add(h => h.Clock, clock));
        var text = list.FindAll("li")[0].TextContent.Replace('\u00a0', ' ');
        Assert.Contains("Tom · 9 min ago · took 14 s · filter said drop", text, StringComparison.Ordinal);
        Assert.Contains("#10,412", text, StringComparison.Ordinal);
        Assert.Equal("fine <b>", list.Find("q").TextContent);
        Assert.Contains("Taken back", list.FindAll("li")[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "sha256:9f86d…f00a08", true)]
    [InlineData("judge-mini", "judge-mini", false)]
    public void CodeText_Hashes_AreShortenedAndCopied(string value, string shown, bool copies)
    {
        var code = Render<CodeText>(p => p.Add(c => c.Value, value));
        Assert.Equal(shown, code.Find("code").TextContent);
        Assert.Equal(copies ? value : null, code.FindAll("button").SingleOrDefault()?.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Toasts_Action_RunsAndLeaves()
    {
        var feed = Services.GetRequiredService<ToastFeed>();
        var toasts = Render<Toasts>();
        var undone = false;
        await toasts.InvokeAsync(() => feed.Add(new("Dropped 12 samples", NoticeKind.Success, "Undo", () => { undone = true; return Task.CompletedTask; })));
        toasts.Find("button").Click();
        Assert.True(undone);
        Assert.Empty(toasts.FindAll(".toast"));
    }

    [Fact]
    public void Toasts_Stay_GoAfterAWhileButFailuresDoNot()
    {
        var feed = Services.GetRequiredService<ToastFeed>();
        var clock = new ManualClock();
        var toasts = Render<Toasts>(p => p.Add(t => t.Clock, clock));
        feed.Add(new("Saved"));
        feed.Add(new("Not saved", NoticeKind.Failure));
        clock.Move(TimeSpan.FromSeconds(7));
        Assert.Equal(2, feed.Shown.Count);
        clock.Move(TimeSpan.FromSeconds(2));
        toasts.WaitForAssertion(() => Assert.Equal("Not saved", toasts.Find(".toast > span").TextContent));
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("", false)]
    public async Task ConfirmDialog_Answer_IsReturned(string answer, bool expected)
    {
        JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult(answer);
        var dialog = Render<ConfirmDialog>(p => p.Add(d => d.Title, "Drop them?"));
        Assert.Equal(expected, await dialog.InvokeAsync(dialog.Instance.AskAsync));
    }

    [Fact]
    public void JumpBox_Typed_FindsAndGoes()
    {
        var box = Render<JumpBox>(p => p.Add(j => j.Sources, [new Places("Home", "Jobs", "Joint models", "People")]));
        box.Find("input").Input("jo");
        Assert.Equal(["Jobs", "Joint models"], box.FindAll("[role=option] span").Select(place => place.TextContent));
        box.Find("input").KeyDown("ArrowDown");
        Assert.Equal("Joint models", box.Find("[aria-selected=true] span").TextContent);
        box.Find("input").KeyDown("ArrowDown");
        box.Find("input").KeyDown("Enter");
        Assert.EndsWith("/Jobs", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_IsASentenceBehindAButton()
    {
        var explain = Render<Explain>(p => p.Add(e => e.Of, Explanation.Perplexity));
        var button = explain.Find("button");
        Assert.Equal("What does Bits per byte mean?", button.GetAttribute("aria-label"));
        var sentence = explain.Find($"[popover]#{button.GetAttribute("popovertarget")}");
        Assert.Contains(Explanation.Perplexity.Sentence, sentence.TextContent, StringComparison.Ordinal);
        Assert.Equal("/numbers#bits-per-byte", sentence.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Explanations_AreInTheReadme_WordForWord()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        Assert.All(Explanation.All, explanation => Assert.Contains($"| {explanation.Title} | {explanation.Sentence} |", readme, StringComparison.Ordinal));
        Assert.Equal(Explanation.All.Count, Explanation.All.DistinctBy(explanation => explanation.Key).Count());
    }

    [Fact]
    public void PageBoundary_KnownFault_ShowsItsSentence() =>
        Assert.Contains("no dataset named web; wiki exists", Failing(new QualityReviewException("There is no dataset named web; wiki exists.")), StringComparison.Ordinal);

    [Fact]
    public void PageBoundary_UnknownFault_HidesItsWordsBehindAnId()
    {
        var markup = Failing(new InvalidOperationException("secret path"));
        Assert.DoesNotContain("secret", markup, StringComparison.Ordinal);
        Assert.Contains($"Unexpected fault, id {Services.GetRequiredService<Correlation>().Id}.", markup, StringComparison.Ordinal);
    }

    private string Failing(Exception fault) =>
        Render<PageBoundary>(p => p.Add(b => b.ChildContent, _ => throw fault)).Markup;

    private sealed class Places(params string[] titles) : IJumpSource
    {
        public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<JumpTarget>>([.. titles.Select(title => new JumpTarget(title, "/" + title, "page"))]);
    }
}
