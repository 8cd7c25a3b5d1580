using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Database;

/// <summary>What the database and each dataset take, and where whole datasets are archived or removed, for admins.</summary>
public sealed partial class DatabasePage : IDisposable
{
    private const int ShownTables = 8;

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<long, DatasetParts> _parts = [];
    private IReadOnlyList<DatasetRoom> _datasets = [];
    private IReadOnlyList<TableSize>? _tables;
    private DatabaseFigures _figures = default!;
    private string? _tableFault;
    private (string Title, string What, NoticeKind Kind)? _said;
    private bool _all;
    private bool _copying;
    private ConfirmDialog? _confirm;
    private (string Title, string Text, string Confirm, bool Danger) _ask = ("", "", "", false);

    [Inject] private DatabaseReader Reader { get; set; } = default!;

    [Inject] private DatabaseActs Acts { get; set; } = default!;

    protected override void OnInitialized() => Load();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not earlier: the copy that is rendered into the first response waits for nothing.
        if (firstRender)
        {
            await MeasureAsync(_gone.Token);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Load()
    {
        _figures = Reader.Figures();
        _datasets = Reader.Datasets();
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var room in _datasets)
            {
                var parts = await Task.Run(() => Reader.Parts(room.Dataset), cancellation);
                _parts[room.Dataset.DatasetId] = parts;
                StateHasChanged();
            }

            _tables = await Task.Run(() => Reader.Tables(cancellation), cancellation);
        }
        catch (QualityReviewException fault)
        {
            _tableFault = fault.Message;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        StateHasChanged();
    }

    private async Task ArchiveAsync(Dataset dataset)
    {
        if (await SureAsync($"Archive {dataset.Name}?", DatasetArchive.Said, "Archive it", danger: false))
        {
            await ActAsync("Not archived", () => Acts.ArchiveAsync(dataset));
        }
    }

    private async Task RemoveAsync(Dataset dataset)
    {
        if (await SureAsync($"Remove {dataset.Name}?", RemovalJob.Said(dataset) + " There is no way back but a backup.", "Remove it", danger: true))
        {
            await ActAsync("Not removed", () => Acts.RemoveAsync(dataset));
        }
    }

    private Task TakeOutAsync(Dataset dataset) => ActAsync("Not taken out", () => Acts.TakeOutAsync(dataset));

    private async Task BackUpAsync()
    {
        _copying = true;
        await ActAsync("Not backed up", async () => _said = ("Backed up", await Acts.BackUpAsync(), NoticeKind.Success));
        _copying = false;
    }

    private async Task<bool> SureAsync(string title, string text, string confirm, bool danger)
    {
        _ask = (title, text, confirm, danger);
        StateHasChanged();
        return await _confirm!.AskAsync();
    }

    private async Task ActAsync(string refused, Func<Task> act)
    {
        _said = null;
        try
        {
            await act();
        }
        catch (QualityReviewException fault)
        {
            _said = (refused, fault.Message, NoticeKind.Warning);
        }

        Load();
    }
}
