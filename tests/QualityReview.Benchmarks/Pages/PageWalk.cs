using System.Globalization;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Scorers;
using QualityReview.TestKit.Made;

namespace QualityReview.Benchmarks.Pages;

/// <summary>What somebody does on Browse, drawn from a seed: each step changes the address that is open.</summary>
internal sealed class PageWalk(ulong seed, IReadOnlyList<string> words)
{
    private readonly SeededRandom _random = new(seed);
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);
    private SampleSort _sort = SampleSort.Dataset;
    private string _search = "";

    public string Query => new BrowseQuery { Rule = _parts.Count == 0 ? "all" : string.Join(" and ", _parts.Values), Sort = _sort, Search = _search }.ToQueryString();

    public string Browse => "/datasets/" + MadeDatasetWriter.DatasetName + Query;

    public string Sample(string id) => $"/datasets/{MadeDatasetWriter.DatasetName}/samples/{id}{Query}";

    public int Below(int count) => _random.NextInt(count);

    /// <summary>Everything, or in every second case what was open before.</summary>
    public void Open()
    {
        if (_random.NextInt(2) == 0)
        {
            Forget();
        }
    }

    public void Filter()
    {
        _search = "";
        Keep(2);
        var number = (string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
        switch (_random.NextInt(7))
        {
            case 0:
                _parts["source"] = $"source in (source-{_random.NextInt(6)}, source-{_random.NextInt(20)})";
                break;
            case 1:
                _parts["language"] = $"language = {new[] { "en", "de", "fr", "ja" }[_random.NextInt(4)]}";
                break;
            case 2:
                _parts["length"] = $"length in {50 + _random.NextInt(300)}..{400 + _random.NextInt(2000)}";
                break;
            case 3:
                _parts["flag"] = $"not flag({Card().Key}) = too_short";
                break;
            case 4:
                _parts["verdict"] = $"verdict = {new[] { "none", "keep", "drop" }[_random.NextInt(3)]}";
                break;
            case 5:
                var within = Card();
                _parts[within.Key] = $"percentile({within.Key}, source) >= {number("0.#", 90 * _random.NextDouble())}";
                break;
            default:
                var card = Card();
                _parts[card.Key] = $"percentile({card.Key}) >= {number("0.#", 90 * _random.NextDouble())}";
                break;
        }
    }

    public void Sort() => _sort = SampleSort.Percentile(Card().Key, descending: _random.NextInt(2) == 0);

    /// <summary>A bar is a range of raw scores.</summary>
    public void Bar()
    {
        _search = "";
        Keep(1);
        var (card, low) = (Card(), -3 + (6 * _random.NextDouble()));
        _parts[card.Key] = string.Create(CultureInfo.InvariantCulture, $"score({card.Key}) in {low:0.###}..{low + .25:0.###}");
    }

    public void Search()
    {
        Keep(1);
        _search = string.Join(' ', Enumerable.Range(0, 1 + _random.NextInt(2)).Select(_ => words[_random.NextInt(words.Count)]));
    }

    public void Forget()
    {
        _parts.Clear();
        (_sort, _search) = (SampleSort.Dataset, "");
    }

    /// <summary>Takes away all but some of the rule's parts, so that it neither grows for ever nor finds nothing.</summary>
    private void Keep(int most)
    {
        while (_parts.Count > most)
        {
            _parts.Remove(_parts.Keys.ElementAt(_random.NextInt(_parts.Count)));
        }
    }

    private ScorerCard Card() => MadeDataset.Cards[_random.NextInt(MadeDataset.Cards.Count)];
}
