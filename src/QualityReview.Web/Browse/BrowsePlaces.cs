namespace QualityReview.Web.Browse;

/// <summary>Where one browser tab stood in its lists, so that coming back from a sample finds the place again.</summary>
public sealed class BrowsePlaces
{
    private const int Kept = 50;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <param name="address">Path and query of the list.</param>
    /// <param name="index">0-based.</param>
    public void Keep(string address, int index)
    {
        if (_places.Count >= Kept && !_places.ContainsKey(address))
        {
            _places.Clear();
        }

        _places[address] = index;
    }

    /// <summary>0 where nothing is known of the list.</summary>
    public int Of(string address) => _places.GetValueOrDefault(address);
}
