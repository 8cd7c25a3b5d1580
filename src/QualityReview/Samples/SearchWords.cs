using System.Text;

namespace QualityReview.Samples;

/// <summary>Turns what a person types into the search box into a full-text query that cannot be malformed.</summary>
internal static class SearchWords
{
    /// <summary>Every word or quoted part as an FTS5 string, all required; null where nothing searchable was typed.</summary>
    public static string? ToFtsQuery(string words)
    {
        var query = new StringBuilder();
        var parts = words.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            var quoted = i % 2 == 1;
            foreach (var term in quoted ? [parts[i]] : parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!term.Any(char.IsLetterOrDigit))
                {
                    continue;
                }

                // Inside an FTS5 string only the quote is special, and there is none left; NUL would end the query.
                query.Append(query.Length > 0 ? " " : "").Append('"').Append(term.Replace('\0', ' ')).Append('"');
                // While a word is being typed its beginning must match already.
                var isLast = !quoted && i == parts.Length - 1 && words.EndsWith(term, StringComparison.Ordinal);
                query.Append(isLast ? "*" : "");
            }
        }

        return query.Length == 0 ? null : query.ToString();
    }
}
