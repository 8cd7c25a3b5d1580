using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Samples;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Queues;

/// <summary>Makes a queue out of what Browse shows, and says before how many samples it has and with what probability.</summary>
public sealed partial class NewQueuePage
{
    private readonly QueueForm _form = new();
    private Dataset? _dataset;
    private IReadOnlyList<ScoreColumn> _columns = [];
    private IReadOnlyList<Filter> _filters = [];
    private IReadOnlyList<string> _people = [];
    private IReadOnlyList<string> _authors = [];
    private string _query = "";
    private string _wrong = "";
    private string _drawFault = "";
    private string _fault = "";
    private bool _busy;
    private int _asked;
    private DrawnQueue? _drawn;

    [Parameter] public string Dataset { get; set; } = "";

    [Inject] private QueueRooms Rooms { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<ScoreColumn> Columns => _columns;

    protected override Task OnInitializedAsync()
    {
        _dataset = Rooms.Datasets.Find(Dataset);
        if (_dataset is null)
        {
            return Task.CompletedTask;
        }

        _query = new Uri(Navigation.Uri).Query;
        try
        {
            var table = Rooms.Tables.Get(_dataset.DatasetId).Table;
            var shown = BrowseQuery.Parse(_query, table);
            (_form.Rule, _form.Sort) = (shown.ToNode(table).ToString(), shown.Sort);
            // An order that somebody chose is worth keeping; else the draw that estimates can use.
            SetKind(shown.Sort.By == SortBy.Dataset ? QueueKind.Random : QueueKind.AsShown);
            _columns = [.. ScorerPanel.InOrder(table)];
            foreach (var column in ScorerPanel.Foremost(table, 3))
            {
                _form.Scorers.Add(column.Card.Key);
            }
        }
        catch (WrongWordsException fault)
        {
            _wrong = fault.Message;
            return Task.CompletedTask;
        }

        _filters = Rooms.Filters.List(_dataset.DatasetId);
        _form.Filter = _filters[^1].Name;
        _people = Rooms.People();
        _authors = Rooms.Reviews.Authors(_dataset.DatasetId);
        _form.Name = FreeName();
        return DrawAsync();
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Read(ChangeEventArgs e, double before) =>
        double.TryParse((string?)e.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Math.Clamp(value, -1, 1e9) : before;

    private static void Toggle(HashSet<string> set, string name)
    {
        if (!set.Remove(name))
        {
            set.Add(name);
        }
    }

    private Task Change(Action change)
    {
        change();
        return DrawAsync();
    }

    private void SetKind(string kind)
    {
        _form.Kind = kind;
        var suited = _columns.Where(_form.Suits).Select(column => column.Card.Key).ToList();
        _form.Scorer = suited.Contains(_form.Scorer) ? _form.Scorer : suited.FirstOrDefault() ?? "";
    }

    /// <summary>Draws on another thread, to say what would come; of several that overlap the last one counts.</summary>
    private async Task DrawAsync()
    {
        var asked = ++_asked;
        (_drawn, _drawFault) = (null, "");
        try
        {
            var draw = _form.ToDraw(_filters);
            var drawn = await Task.Run(() => Rooms.Draw(_dataset!.DatasetId, draw));
            if (asked == _asked)
            {
                (_drawn, _drawFault) = (drawn.Items.Count > 0 ? drawn : null, drawn.Items.Count > 0 ? "" : "No sample meets this.");
            }
        }
        catch (WrongWordsException fault) when (asked == _asked)
        {
            _drawFault = fault.Message;
        }
    }

    private async Task AddAsync()
    {
        (_busy, _fault) = (true, "");
        try
        {
            var queue = await Rooms.AddAsync(_form.ToRequest(_dataset!.DatasetId, Rooms.Reviewer.Name, _filters));
            Navigation.NavigateTo(ReviewUrls.Queue(Dataset, queue.Name));
        }
        catch (QualityReviewException fault)
        {
            _fault = fault.Message;
        }
        finally
        {
            _busy = false;
        }
    }

    private string FreeName()
    {
        var stem = Dataset.Length > 50 ? Dataset[..50] : Dataset;
        var taken = Rooms.Queues.List(null).Select(queue => queue.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(i => string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}")).First(name => !taken.Contains(name));
    }
}
