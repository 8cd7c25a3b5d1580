using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using QualityReview.Filters;
using QualityReview.Tests.Filters;
using QualityReview.Web.Browse;
using QualityReview.Web.Compare;
using QualityReview.Web.Map;
using QualityReview.Web.Samples;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Addresses of pages, which hold their whole state: what is read writes an address that reads the same.</summary>
internal sealed class AddressParser : Parser
{
    private readonly SampleTable _table = RandomTable.Of(20, 1);

    public override string Name => "address";

    public override int MostBytes => 16 << 10;

    public override IReadOnlyList<string> Words { get; } =
    [
        "rule=", "sort=", "desc=", "search=", "filter=", "scope=source", "review=1", "surprisal=", "region=", "view=", "by=", "show=", "corpus=", "b=", "tau=", "params=", "&", "?", "#", "%", "%25", "%2F", "%D8%00", "%zz", "+", "percentile(ask_llm_a_1)", "random(7)", "all", "1,2,3,4", "1.4e9", "20B", "/datasets/", "/samples/", "~", "..", "/../",
    ];

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        "?rule=percentile%28ask_llm_a_1%29%20%3E%3D%2060&sort=random%287%29&desc=1&search=a%20b&filter=good",
        "/datasets/web%2Fx/samples/a%2Fb?rule=all&scope=source&review=1&surprisal=perplexity_mini_1",
        "http://127.0.0.1:5100/datasets/web/samples/~..?search=x#y",
        "?by=ask_llm_a_1&region=1,2,30000,40000&view=0,0,65535,65535&rule=length%20%3E%203",
        "?by=x&corpus=1.4e12&budget=20B&b=-0.1,-0.2&tau=1,2&size=1,2&a=1&d=0.1&unit=1&rs=15&model=1B&params=ask_llm_a_1:7B",
        "?of=ask_llm_a_1&of=length_1&show=7&flagged=1",
    }.Select(Encoding.UTF8.GetBytes);

    public override string Read(byte[] input)
    {
        var address = Encoding.UTF8.GetString(input);
        var sample = SampleAddress.Parse(address);
        if (sample is not null && SampleFileParser.IsStorable(sample.Dataset) && SampleFileParser.IsStorable(sample.Id) && sample.Dataset.Length > 0)
        {
            var again = SampleAddress.Parse(sample.Url);
            FuzzFault.Unless(again is not null && again.Dataset == sample.Dataset && again.Id == sample.Id && again.Scope == sample.Scope && again.Review == sample.Review, $"The sample's address is another: {sample.Url}");
        }

        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : address;
        var parts = QueryHelpers.ParseQuery(query);
        var whatIf = WhatIfAddress.Of(name => parts.TryGetValue(name, out var values) ? values[^1] : null, parts.TryGetValue("params", out var scorers) ? scorers.OfType<string>() : []);
        var whatIfParts = QueryHelpers.ParseQuery(whatIf.ToQueryString());
        var whatIfAgain = WhatIfAddress.Of(name => whatIfParts.TryGetValue(name, out var values) ? values[^1] : null, whatIfParts.TryGetValue("params", out var keys) ? keys.OfType<string>() : []);
        FuzzFault.Unless(whatIfAgain.ToQueryString() == whatIf.ToQueryString(), $"What if's address is another: {whatIf.ToQueryString()}");
        _ = GalleryAddress.Of(parts.TryGetValue("of", out var of) ? [.. of.OfType<string>()] : null, parts.TryGetValue("show", out var show) ? show[^1] : null, null).ToQueryString();
        _ = CutAddress.Percentile(parts.TryGetValue("cut", out var cut) ? cut[^1] : null);
        if (MapBox.Parse(parts.TryGetValue("region", out var region) ? region[^1] : null) is { } box)
        {
            FuzzFault.Unless(MapBox.Parse(box.ToString()) == box, "A part of the map is another.");
            _ = box.ToTest().ToString();
        }

        _ = BrowseAddress.RuleOf(query);
        var loose = BrowseQuery.Parse(query);
        FuzzFault.Unless(BrowseQuery.Parse(loose.ToQueryString()) == loose || !SampleFileParser.IsStorable(loose.Rule + loose.Search), $"Browse's address is another: {loose.ToQueryString()}");
        var browse = BrowseAddress.Parse(query, _table);
        _ = browse.Query.ToNode(_table).ToString();
        return $"{sample is null} {browse.Query.Sort.By} {browse.Query.Search.Length > 0} {browse.Compared.Length > 0} {whatIf.ToQueryString().Split('=').Length}";
    }
}
