namespace QualityReview.Web.Map;

/// <summary>What the map shows: the page's whole state, as it stands in its address.</summary>
/// <param name="By">What colours the points, see <see cref="MapColours"/>; empty for clusters.</param>
/// <param name="Rule">Samples that it does not find are grey; empty for all.</param>
/// <param name="Region">The part that a person has chosen.</param>
/// <param name="View">The part that is in sight; null for all of it.</param>
public sealed record MapAddress(string By = "", string Rule = "", MapBox? Region = null, MapBox? View = null)
{
    public string ToUrl(string dataset)
    {
        List<string> parameters = [];
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parameters.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("by", By);
        Add("rule", Rule);
        Add("region", Region?.ToString());
        Add("view", View?.ToString());
        return ReviewUrls.Map(dataset) + (parameters.Count == 0 ? "" : "?" + string.Join('&', parameters));
    }
}
