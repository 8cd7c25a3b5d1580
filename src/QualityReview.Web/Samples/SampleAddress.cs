using QualityReview.Percentiles;

namespace QualityReview.Web.Samples;

/// <summary>What the page of a sample shows: the page's whole state, as it stands in its address.</summary>
/// <param name="Id">The sample's id; any characters.</param>
public sealed record SampleAddress(string Dataset, string Id)
{
    private const string Root = "/datasets/", Room = "samples/";

    /// <summary>The list that led here: the query string of Browse with its "?", or empty.</summary>
    public string List { get; init; } = "";

    /// <summary>Among whom percentiles are counted.</summary>
    public PercentileScope Scope { get; init; }

    /// <summary>Whether a verdict moves on to the next sample.</summary>
    public bool Review { get; init; }

    /// <summary>Key of the perplexity scorer whose surprisal is drawn over the text; empty for none.</summary>
    public string Surprisal { get; init; } = "";

    public string Url
    {
        get
        {
            var url = ReviewUrls.Sample(Dataset, Id, List, Review);
            var own = new[]
            {
                Scope == PercentileScope.Dataset ? null : $"scope={Scope.ToString().ToLowerInvariant()}",
                Surprisal.Length == 0 ? null : $"surprisal={Uri.EscapeDataString(Surprisal)}",
            };
            return own.OfType<string>().Aggregate(url, (all, parameter) => all + (all.Contains('?', StringComparison.Ordinal) ? '&' : '?') + parameter);
        }
    }

    /// <summary>Reads an absolute address or the path and query of one, as a browser sends it; null where it is no sample's.</summary>
    public static SampleAddress? Parse(string url)
    {
        var end = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? hash : url.Length;
        var path = url[..end];
        var query = "";
        if (path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark)
        {
            (path, query) = (path[..mark], path[(mark + 1)..]);
        }

        var root = path.IndexOf(Root, StringComparison.Ordinal);
        var slash = root < 0 ? -1 : path.IndexOf('/', root + Root.Length);
        if (slash < 0 || !path.AsSpan(slash + 1).StartsWith(Room, StringComparison.Ordinal))
        {
            return null;
        }

        var id = Uri.UnescapeDataString(path[(slash + 1 + Room.Length)..]);
        var address = new SampleAddress(Uri.UnescapeDataString(path[(root + Root.Length)..slash]), id.StartsWith('~') && ReviewUrls.DotsOnly().IsMatch(id) ? id[1..] : id);
        var list = new List<string>();
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : Uri.UnescapeDataString(parameter[(equals + 1)..].Replace('+', ' '));
            switch (equals < 0 ? parameter : parameter[..equals])
            {
                case "scope":
                    address = address with { Scope = value switch { "source" => PercentileScope.Source, "language" => PercentileScope.Language, _ => PercentileScope.Dataset } };
                    break;
                case "review":
                    address = address with { Review = value == "1" };
                    break;
                case "surprisal":
                    address = address with { Surprisal = value };
                    break;
                default:
                    // What Browse wrote goes back to Browse, letter by letter.
                    list.Add(parameter);
                    break;
            }
        }

        return address with { List = list.Count == 0 ? "" : "?" + string.Join('&', list) };
    }
}
