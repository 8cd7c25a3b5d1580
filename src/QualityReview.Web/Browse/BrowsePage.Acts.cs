using Microsoft.AspNetCore.Components;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

// What people do on the page: each change of the rule is a new address, each verdict an entry of the ledger.
public sealed partial class BrowsePage
{
    private ConfirmDialog? _confirm;
    private (string Title, string Text, string Confirm, bool Danger) _ask = ("", "", "", false);
    private string _act = "";
    private string _went = "";

    [Inject] private VerdictActs Acts { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    private List<KeyBinding> Keys =>
    [
        KeyBinding.To(this, Acts.Keys.Keep, "Keep", () => JudgeAsync(Verdict.Keep)),
        KeyBinding.To(this, Acts.Keys.Drop, "Drop", () => JudgeAsync(Verdict.Drop)),
        KeyBinding.To(this, Acts.Keys.Unsure, "Unsure", () => JudgeAsync(Verdict.Unsure)),
        KeyBinding.To(this, Acts.Keys.Undo, "Undo the last verdict given here", () => UndoAsync()),
        .. Acts.Free(Walking),
    ];

    private KeyBinding[] Walking =>
    [
        KeyBinding.To(this, "j", "Next sample", () => StepAsync(1), repeats: true),
        KeyBinding.To(this, "k", "Previous sample", () => StepAsync(-1), repeats: true),
        KeyBinding.To(this, "ArrowDown", "Next sample", () => StepAsync(1), repeats: true),
        KeyBinding.To(this, "ArrowUp", "Previous sample", () => StepAsync(-1), repeats: true),
        KeyBinding.To(this, "Enter", "Open the sample", OpenAsync),
        KeyBinding.To(this, "/", "Search", () => _search?.FocusAsync() ?? Task.CompletedTask),
    ];

    private string UrlOf(Filter filter) =>
        ReviewUrls.Browse(Name) + (_view!.Address with { Query = new BrowseQuery { Rule = filter.Rule, Sort = _view.Address.Query.Sort } }).ToQueryString();

    /// <param name="act">Names a change that comes in many small steps, such as typing: only the first is a step back in the browser's history.</param>
    private void Go(BrowseAddress address, string act = "")
    {
        _went = Navigation.ToAbsoluteUri(ReviewUrls.Browse(Name) + address.ToQueryString()).AbsoluteUri;
        var replace = act.Length > 0 && act == _act;
        _act = act;
        Navigation.NavigateTo(_went, replace: replace);
    }

    private void Change(Func<RuleEditor, string, string> change, string act = "")
    {
        try
        {
            var rule = change(new RuleEditor(_view!.Table), _view.EditedRule);
            Go(_view.Address with { Query = _view.Address.Query with { Rule = rule } }, act);
        }
        catch (WrongWordsException fault)
        {
            Toasts.Add(new Toast(fault.Message, NoticeKind.Warning));
        }
    }

    // A range of raw scores takes the place of one of percentiles: there is one window on a histogram.
    private void ChooseRange((ScorerPanel Panel, RawRange Range) chosen) => Change(
        (editor, rule) => editor.WithScoreRange(editor.WithPercentileRange(rule, chosen.Panel.Card.Key, null, null), chosen.Panel.Card.Key, chosen.Range.Lo, chosen.Range.Hi),
        $"range {chosen.Panel.Card.Key}");

    private void ToggleFacet((FacetGroup Group, string Name) chosen) => Change((editor, rule) => chosen.Group.Field is { } field
        ? editor.Toggle(rule, field, chosen.Name)
        : editor.ToggleFlag(rule, chosen.Name.Split(' ')[0], chosen.Name.Split(' ')[1]));

    private void RemovePart(string text) => Change((editor, rule) => editor.Parts(rule).FirstOrDefault(part => part.Text == text) is { } part ? editor.Without(rule, part) : rule);

    private void Search(string words)
    {
        if (words.Length > BrowseQuery.MaxSearchLength)
        {
            Toasts.Add(new Toast($"The search has {Display.Count(words.Length)} characters, supported are {BrowseQuery.MaxSearchLength}.", NoticeKind.Warning));
            return;
        }

        Go(_view!.Address with { Query = _view.Address.Query with { Search = words }, Wait = false }, "search");
    }

    private void Sort(SortChoice choice) => Go(_view!.Address with { Query = _view.Address.Query with { Sort = SortOrders.Picked(choice, _view.Address.Query.Sort) } });

    private async Task StepAsync(int by)
    {
        Select(Math.Clamp(_selected + by, 0, Math.Max(0, _view!.Samples.Count - 1)));
        if (_list is { } list)
        {
            await list.ShowAsync(_selected);
        }
    }

    private async Task OpenAsync()
    {
        var view = _view!;
        if (await Task.Run(() => Reader.Samples(view, _selected, 1, Acts.Blinded)) is [var shown])
        {
            Select(_selected);
            Navigation.NavigateTo(ReviewUrls.Sample(Name, shown.Sample.Id, Query));
        }
    }

    private async Task JudgeAsync(Verdict verdict)
    {
        if (_view!.Samples.Page(_selected, 1).Ordinals is [var ordinal])
        {
            if (Acts.Blinded(_view.Loaded.Dataset.DatasetId, [ordinal]).TryGetValue(ordinal, out var queue))
            {
                Toasts.Add(new Toast($"This sample waits for your verdict in the blind queue {queue}; judge it there.", NoticeKind.Warning));
                return;
            }

            await Acts.GiveAsync(_view, [ordinal], verdict);
            await ReadAsync();
        }
    }

    private async Task JudgeAllAsync(Verdict verdict)
    {
        // What stood on the screen when the question was asked, whatever comes in meanwhile.
        var view = _view!;
        var ordinals = view.Samples.Ordinals.ToArray();
        var judged = ordinals.Count(ordinal => view.Table.Reviews.VerdictOf(ordinal) != Verdict.None);
        var samples = Display.Plural(ordinals.Length, "sample");
        _ask = (
            $"{VerdictLook.Word(verdict)} {samples}?",
            $"{Display.Plural(ordinals.Length, "verdict")} will be written as {Acts.Author}, one ledger entry each{(judged == 0 ? "" : $"; {Display.Count(judged)} of the samples have a verdict already, which the new one replaces")}. It can be undone as a whole.",
            $"{VerdictLook.Word(verdict)} all {Display.Count(ordinals.Length)}",
            verdict == Verdict.Drop);
        StateHasChanged();
        if (!await _confirm!.AskAsync())
        {
            return;
        }

        var act = await Acts.GiveAsync(view, ordinals, verdict);
        _drawer = Drawer.None;
        Toasts.Add(new Toast($"{VerdictLook.Word(verdict)}: {samples}.", NoticeKind.Information, "Undo", () => InvokeAsync(() => UndoAsync(act))));
        await ReadAsync();
    }

    private async Task UndoAsync(Act? named = null)
    {
        var undone = await Acts.UndoAsync(_view!.Loaded.Dataset.DatasetId, named);
        Toasts.Add(new Toast(undone is null ? "Nothing was judged here that could be taken back." : $"Took back {VerdictLook.Word(undone.Verdict).ToLowerInvariant()} on {Display.Plural(undone.ReviewIds.Count, "sample")}."));
        await ReadAsync();
        StateHasChanged();
    }

    private async Task SavedAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }
}
