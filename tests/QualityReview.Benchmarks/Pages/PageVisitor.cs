using System.Diagnostics;
using System.Text.RegularExpressions;
using QualityReview.TestKit.Made;

namespace QualityReview.Benchmarks.Pages;

/// <summary>Somebody with one open page who does one thing after the other.</summary>
internal sealed partial class PageVisitor(Uri server, HttpClient client, PageWalk walk, PageTimes times, int samples, Func<double>? cpuMs = null, (string Name, string Value)? header = null) : IAsyncDisposable
{
    public const string Open = "open Browse", Filter = "change a filter", Sort = "sort by a scorer", Bar = "click a histogram bar", Jump = "jump to the middle",
        Down = "page down", Sample = "open a sample", Search = "search words";

    // Part of every row of the list, and of nothing else on the page.
    private const string Row = " character";

    private const int Rows = 18;

    private PageCircuit? _circuit;
    private bool _browses;
    private string _at = "";
    private int _first;

    public static IReadOnlyList<string> All { get; } = [Open, Filter, Sort, Bar, Jump, Down, Sample, Search];

    /// <summary>Does it over a circuit, as a browser would.</summary>
    public async Task StepAsync(string interaction, bool isTimed = true)
    {
        try
        {
            var cpu = cpuMs?.Invoke() ?? double.NaN;
            var took = await TimedAsync(interaction);
            if (isTimed)
            {
                times.Add(interaction, took, (cpuMs?.Invoke() ?? double.NaN) - cpu);
            }
        }
        catch (Exception fault) when (fault is QualityReviewException or TimeoutException or HttpRequestException or TaskCanceledException or System.Net.WebSockets.WebSocketException)
        {
            times.Fault(interaction, $"{walk.Browse}: {fault.Message}");
            await CloseAsync();
        }
    }

    /// <summary>Gets what it leads to as a page of its own.</summary>
    public async Task GetAsync(string interaction, bool isTimed = true)
    {
        Change(interaction);
        var path = interaction == Sample ? walk.Sample(MadeDataset.IdOf(walk.Below(samples))) : walk.Browse;
        var cpu = cpuMs?.Invoke() ?? double.NaN;
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(server, path));
        var page = await answer.Content.ReadAsStringAsync();
        if (isTimed)
        {
            times.Add(interaction, Stopwatch.GetElapsedTime(began).TotalMilliseconds, (cpuMs?.Invoke() ?? double.NaN) - cpu);
        }

        if (!answer.IsSuccessStatusCode || !(page.Contains(Row, StringComparison.Ordinal) || page.Contains(PageCircuit.Nothing, StringComparison.Ordinal)))
        {
            times.Fault(interaction, $"{path}: {(int)answer.StatusCode}, {page.Length} characters");
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    [GeneratedRegex("samples/(made-[0-9]{8})")]
    private static partial Regex Ids();

    private async Task<double> TimedAsync(string interaction)
    {
        if (interaction == Open)
        {
            await CloseAsync();
            walk.Open();
            return await OpenAsync();
        }

        if (_circuit is null)
        {
            await OpenAsync();
        }

        if (interaction is Jump or Down && (!_browses || _circuit!.Count < 200))
        {
            walk.Forget();
            await GoAsync();
        }

        switch (interaction)
        {
            case Jump:
                // Never the same place twice, as what is there stays on the page.
                _first = (_circuit!.Count / 2) - walk.Below(_circuit.Count / 4);
                return await _circuit.SeeAsync(_first, Rows, Row);
            case Down:
                _first = (_first + Rows) % (_circuit!.Count - Rows);
                return await _circuit.SeeAsync(_first, Rows, Row);
            case Sample:
                var shown = Ids().Matches(_circuit!.Shown);
                var id = _browses && shown.Count > 0 ? shown[walk.Below(shown.Count)].Groups[1].Value : MadeDataset.IdOf(walk.Below(samples));
                (_browses, _first, _at) = (false, 0, "");
                return await _circuit.GoAsync(walk.Sample(id), id + ". ");
            default:
                // Choosing again what is chosen changes nothing on the page.
                do
                {
                    Change(interaction);
                }
                while (walk.Browse == _at);

                return await GoAsync();
        }
    }

    private void Change(string interaction)
    {
        switch (interaction)
        {
            case Open:
                walk.Open();
                break;
            case Filter:
                walk.Filter();
                break;
            case Sort:
                walk.Sort();
                break;
            case Bar:
                walk.Bar();
                break;
            case Search:
                walk.Search();
                break;
        }
    }

    private async Task<double> OpenAsync()
    {
        var began = Stopwatch.GetTimestamp();
        _circuit = await PageCircuit.OpenAsync(server, walk.Browse, client, Row, header);
        (_browses, _first, _at) = (true, 0, walk.Browse);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private Task<double> GoAsync()
    {
        (_browses, _first, _at) = (true, 0, walk.Browse);
        return _circuit!.GoAsync(walk.Browse, Row);
    }

    private async ValueTask CloseAsync()
    {
        if (_circuit is { } circuit)
        {
            _circuit = null;
            await circuit.DisposeAsync();
        }
    }
}
