using Bunit;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class VerdictPanelTests : ComponentTests
{
    private static readonly ReasonChoice[] Reasons = [new("lacks_context", "Lacks context"), new("repeats", "Repeats")];
    private readonly List<string> _heard = [];

    [Theory]
    [InlineData("q", "Keep")]
    [InlineData("w", "Drop")]
    [InlineData("e", "Unsure")]
    [InlineData("2", "repeats")]
    [InlineData("z", "undo")]
    [InlineData("s", "skip")]
    public async Task Press_Key_DoesItsWork(string key, string heard)
    {
        var panel = Render(canUndo: true);
        await panel.FindComponent<KeyMap>().Instance.Press(key);
        Assert.Equal([heard], _heard);
    }

    [Fact]
    public async Task Press_UndoWithNothingToUndo_Nothing()
    {
        await Render().FindComponent<KeyMap>().Instance.Press("z");
        Assert.Empty(_heard);
    }

    [Fact]
    public async Task Press_RemappedKey_Works()
    {
        var panel = Render(keys: new() { Drop = "k" });
        await panel.FindComponent<KeyMap>().Instance.Press("k");
        await panel.FindComponent<KeyMap>().Instance.Press("w");
        Assert.Equal(["Drop"], _heard);
        Assert.Equal("K", panel.Find(".drop kbd").TextContent);
    }

    [Fact]
    public void Click_Buttons_DoTheSame()
    {
        var panel = Render(canUndo: true);
        panel.Find(".choice.drop").Click();
        panel.FindAll(".reasons button")[0].Click();
        panel.FindAll(".foot button")[0].Click();
        panel.Find("textarea").Change("a note");
        Assert.Equal(["Drop", "lacks_context", "undo", "note: a note"], _heard);
    }

    [Fact]
    public void Render_Current_IsPressedAlone()
    {
        var panel = Render(current: Verdict.Unsure);
        Assert.Equal(["false", "false", "true"], panel.FindAll(".choice").Select(choice => choice.GetAttribute("aria-pressed")));
    }

    [Theory]
    [InlineData(SaveState.Idle, "")]
    [InlineData(SaveState.Saving, "Saving…")]
    [InlineData(SaveState.Saved, "Saved")]
    [InlineData(SaveState.Failed, "Not saved yet. Trying again.")]
    public void Render_SaveState_SaysIt(SaveState state, string words) => Assert.Equal(words, Render(state: state).Find(".save").TextContent);

    [Fact]
    public void Render_Disabled_TakesNoVerdictAndNoKeys()
    {
        var panel = Render<VerdictPanel>(p => p.Add(v => v.Disabled, true).Add(v => v.Reasons, Reasons));
        Assert.All(panel.FindAll(".choice, .reasons button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Empty(panel.FindComponents<KeyMap>());
    }

    [Fact]
    public void Render_WithoutSkip_HasNoSkipButton() => Assert.DoesNotContain("Skip", Render<VerdictPanel>().Markup, StringComparison.Ordinal);

    [Fact]
    public void KeyMap_Rendered_RegistersItsKeys()
    {
        Render();
        var call = JSInterop.Invocations["register"].Single();
        Assert.Equal("Verdict", call.Arguments[1]);
        Assert.Contains("Lacks context", System.Text.Json.JsonSerializer.Serialize(call.Arguments[2]), StringComparison.Ordinal);
    }

    private IRenderedComponent<VerdictPanel> Render(Verdict current = Verdict.None, SaveState state = SaveState.Idle, bool canUndo = false, VerdictKeys? keys = null) =>
        Render<VerdictPanel>(p => p.Add(v => v.Current, current).Add(v => v.State, state).Add(v => v.CanUndo, canUndo).Add(v => v.Keys, keys ?? new()).Add(v => v.Reasons, Reasons)
            .Add(v => v.OnVerdict, verdict => _heard.Add(verdict.ToString()))
            .Add(v => v.OnToggleReason, _heard.Add)
            .Add(v => v.OnNote, note => _heard.Add("note: " + note))
            .Add(v => v.OnUndo, () => _heard.Add("undo"))
            .Add(v => v.OnSkip, () => _heard.Add("skip")));
}
