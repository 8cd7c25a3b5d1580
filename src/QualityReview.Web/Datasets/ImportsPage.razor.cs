using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Datasets;

/// <summary>The imports into a dataset, newest first, and the lines that one of them set aside.</summary>
public sealed partial class ImportsPage
{
    /// <summary>Set-aside lines on a page.</summary>
    public const int PageSize = 50;

    private Dataset? _dataset;
    private IReadOnlyList<Import> _imports = [];
    private IReadOnlyList<Job> _active = [];
    private Import? _shown;
    private IReadOnlyList<SetAsideLine> _lines = [];
    private int _page;
    private int _pages;
    private DateTimeOffset _now;

    [Parameter] public string Name { get; set; } = "";

    /// <summary>The import whose set-aside lines are shown; the newest that has some where it names none.</summary>
    [SupplyParameterFromQuery(Name = "import")] private string? ImportIdText { get; set; }

    private long? ImportId => QueryValue.Of<long>(ImportIdText);

    [SupplyParameterFromQuery(Name = "page")] private string? PageNoText { get; set; }

    private int? PageNo => QueryValue.Of<int>(PageNoText);

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private ImportStore Imports { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnParametersSet() => Load();

    protected override void OnJobsChanged()
    {
        // Nothing here moves but while an import runs, and once when it ends.
        if (_active.Count > 0 || ActiveImports().Count > 0)
        {
            Load();
        }
    }

    private void Load()
    {
        _now = Time.GetUtcNow();
        _dataset = Datasets.Find(Name);
        if (_dataset is null)
        {
            return;
        }

        _active = ActiveImports();
        _imports = Imports.List(_dataset.DatasetId);
        _shown = _imports.FirstOrDefault(import => import.SetAside > 0 && (ImportId is null || import.ImportId == ImportId));
        _pages = ((_shown?.SetAside ?? 0) + PageSize - 1) / PageSize;
        _page = Math.Clamp(PageNo ?? 1, 1, Math.Max(1, _pages));
        _lines = _shown is null ? [] : Imports.SetAside(_shown.ImportId, PageSize, (_page - 1) * PageSize);
    }

    private IReadOnlyList<Job> ActiveImports() => [.. Feed.Active.Where(job => job.Kind is JobKind.Import or JobKind.SideCar && job.DatasetId == _dataset?.DatasetId)];

    private static (string Title, int Count, string Hint)[] Counts(Import import) =>
    [
        ("Lines", import.Lines, "Lines or rows that were read"),
        ("Imported", import.Imported, "New samples"),
        ("Already there", import.AlreadyThere, "Lines whose id and text were in the dataset already"),
        ("Equal texts", import.EqualTexts, "Imported samples whose text another id has too"),
        ("Repaired", import.Repaired, "Imported samples in which characters that cannot be stored became U+FFFD"),
        ("Set aside", import.SetAside, "Lines that could not become samples"),
    ];

    private string When(Import import)
    {
        if (import.FinishedAt is { } finished)
        {
            return $"{Display.Moment(import.StartedAt)} · {Display.Ago(_now - finished)} · took {Display.Duration(finished - import.StartedAt)}";
        }

        var runs = import == _imports[0] && _active.Any(job => job.State == JobState.Running);
        return runs ? "is being imported" : $"{Display.Moment(import.StartedAt)} · stopped before its end";
    }
}
