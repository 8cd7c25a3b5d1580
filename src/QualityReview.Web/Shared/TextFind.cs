namespace QualityReview.Web.Shared;

/// <summary>Finds a phrase in a text.</summary>
public static class TextFind
{
    /// <summary>No more hits than this are listed.</summary>
    public const int Limit = 10_000;

    /// <summary>Starts of all places that equal the phrase without regard to case, not overlapping, ascending.</summary>
    public static IReadOnlyList<int> All(string text, string phrase)
    {
        var hits = new List<int>();
        for (var at = 0; phrase.Length > 0 && hits.Count < Limit; at += phrase.Length)
        {
            at = text.IndexOf(phrase, at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                break;
            hits.Add(at);
        }

        return hits;
    }
}
