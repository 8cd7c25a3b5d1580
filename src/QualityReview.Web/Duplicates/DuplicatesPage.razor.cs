using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Web.Browse;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Duplicates;

/// <summary>The groups of duplicates of a dataset, largest first, with what tells their members apart. Its address is its whole state.</summary>
public sealed partial class DuplicatesPage
{
    private readonly List<GroupCard> _cards = [];
    private DuplicatesView? _view;
    private bool _missing;
    private IReadOnlyList<Job> _jobs = [];
    private ConfirmDialog? _confirm;
    private (string Title, string Text, string Confirm) _ask = ("", "", "");
    private int _at = -1;

    [Parameter] public string Name { get; set; } = "";

    /// <summary>1-based.</summary>
    [SupplyParameterFromQuery(Name = "page")] private string? PageNoText { get; set; }

    private int? PageNo => QueryValue.Of<int>(PageNoText);

    /// <summary>Number of the only group to show.</summary>
    [SupplyParameterFromQuery(Name = "group")] private string? GroupText { get; set; }

    private int? Group => QueryValue.Of<int>(GroupText);

    [Inject] private DuplicatesReader Reader { get; set; } = default!;

    [Inject] private VerdictActs Acts { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private static string ByGroup => new BrowseQuery { Rule = "group >= 1", Sort = new SampleSort(SortBy.Group) }.ToQueryString();

    // Blazor hands every card over as it is made; those of an earlier list are left behind by clearing.
    private GroupCard Card
    {
        set => _cards.Add(value);
    }

    private List<KeyBinding> Keys =>
    [
        KeyBinding.To(this, "j", "Next group", () => StepAsync(1), repeats: true),
        KeyBinding.To(this, "k", "Previous group", () => StepAsync(-1), repeats: true),
        KeyBinding.To(this, "w", "Drop the copies of the group", () => _view is { } view && _at >= 0 && _at < view.Groups.Count ? DropGroupAsync(view.Groups[_at]) : Task.CompletedTask),
        KeyBinding.To(this, "z", "Undo the last verdicts given here", () => UndoAsync()),
    ];

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override void OnJobsChanged()
    {
        var before = _jobs.Count;
        ReadJobs();
        if (_jobs.Count != before || (_view is { } view && Reader.IsOld(view)))
        {
            _ = InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            });
        }
    }

    private async Task ReadAsync()
    {
        var (name, page, group) = (Name, PageNo ?? 1, Group);
        var view = await Task.Run(() => Reader.Read(name, page, group));
        if ((name, page, group) != (Name, PageNo ?? 1, Group))
        {
            return;
        }

        if (_view?.Groups.Count != view?.Groups.Count || _view?.Page != view?.Page)
        {
            _cards.Clear();
            _at = -1;
        }

        (_view, _missing) = (view, view is null);
        ReadJobs();
    }

    private void ReadJobs() => _jobs = [.. Feed.Active.Where(job => job.Kind == JobKind.Duplicates && job.DatasetId == _view?.Dataset.DatasetId)];

    private string Option(string name) => DuplicateStore.OptionsOf(_view!.Run!).GetValueOrDefault(name, "?");

    private async Task FindAsync(DuplicateOptions options)
    {
        await Orders.FindDuplicatesAsync(_view!.Dataset, options);
        ReadJobs();
    }

    private Task CancelAsync(string id) => Jobs.CancelAsync(long.Parse(id, CultureInfo.InvariantCulture));

    private async Task StepAsync(int by)
    {
        var cards = _cards.Where(card => _view!.Groups.Contains(card.Shown)).Distinct().OrderBy(card => card.Shown.Group.Group).ToList();
        if (cards.Count > 0)
        {
            _at = Math.Clamp(_at + by, 0, cards.Count - 1);
            await cards[_at].FocusAsync();
        }
    }

    private Task DropAllAsync() => DropAsync(_view!.Copies, $"{Display.Plural(_view.Run!.GroupCount, "group")}");

    private Task DropGroupAsync(ShownGroup group) => DropAsync(group.Copies, $"group {Display.Count(group.Group.Group)}");

    private async Task DropAsync(IReadOnlyList<int> copies, string where)
    {
        if (copies.Count == 0)
        {
            return;
        }

        if (copies.Count > VerdictActs.MostSamples)
        {
            Toasts.Add(new Toast($"There are {Display.Count(copies.Count)} copies; one act gives a verdict to {Display.Count(VerdictActs.MostSamples)} at most. The rule keep_one(first) leaves all of them out.", NoticeKind.Warning));
            return;
        }

        var samples = Display.Plural(copies.Count, "sample");
        _ask = (
            $"Drop {samples}?",
            $"{Display.Plural(copies.Count, "verdict")} will be written as {Acts.Author}, for the reason Near-duplicate: one of each group stays ({where}), and samples that have a verdict are left alone. It can be undone as a whole.",
            $"Drop {Display.Count(copies.Count)}");
        StateHasChanged();
        if (!await _confirm!.AskAsync())
        {
            return;
        }

        // Somebody may have judged some of them while the question stood.
        var reviews = _view!.Loaded.Table.Reviews;
        copies = [.. copies.Where(ordinal => reviews.VerdictOf(ordinal) == Verdict.None)];
        if (copies.Count == 0)
        {
            await ReadAsync();
            return;
        }

        var act = await Acts.GiveAsync($"{_view.Dataset.Name}, copies of duplicates", _view.Dataset.DatasetId, copies, Verdict.Drop, "duplicate");
        Toasts.Add(new Toast($"Drop: {Display.Plural(copies.Count, "sample")}.", NoticeKind.Information, "Undo", () => InvokeAsync(() => UndoAsync(act))));
        await ReadAsync();
    }

    private async Task UndoAsync(Act? named = null)
    {
        var undone = await Acts.UndoAsync(_view!.Dataset.DatasetId, named);
        Toasts.Add(new Toast(undone is null ? "Nothing was judged here that could be taken back." : $"Took back {VerdictLook.Word(undone.Verdict).ToLowerInvariant()} on {Display.Plural(undone.ReviewIds.Count, "sample")}."));
        await ReadAsync();
        StateHasChanged();
    }
}
