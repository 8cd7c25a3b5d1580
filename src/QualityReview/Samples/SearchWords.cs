using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>What a person types into the search box, as full-text queries that cannot be malformed.</summary>
/// <param name="Whole">FTS5 strings of the words and quoted parts that must stand as they are; empty for none.</param>
/// <param name="Typed">The last word, which may be the beginning of one, as an FTS5 string; null where the last is a whole one.</param>
/// <param name="Beginning">The same as it stands in the index, where that is known for sure: then the words that begin with it can be
/// taken one by one.</param>
internal sealed record SearchWords(string Whole, string? Typed, string? Beginning)
{
    /// <summary>One query for all: simple, but all words that begin with the last are merged before the first sample is found.</summary>
    public string Query => Typed is null ? Whole : Whole.Length == 0 ? Typed + "*" : $"{Whole} {Typed}*";

    /// <summary>Null where nothing searchable was typed.</summary>
    public static SearchWords? Of(string words)
    {
        var terms = Terms(words);
        if (terms.Count == 0)
        {
            return null;
        }

        // While a word is being typed its beginning must match already; a letter that is a word of its own has none.
        var last = terms[^1];
        var isTyped = last.IsLast && !CutText.Has(last.Text[^1..]);
        var whole = string.Join(' ', (isTyped ? terms.SkipLast(1) : terms).Select(term => Quoted(term.Text)));
        var isPlain = isTyped && last.Text.All(FoldsPlainly);
        return new SearchWords(whole, isTyped ? Quoted(last.Text) : null, isPlain ? last.Text.ToLowerInvariant() : null);
    }

    /// <summary>The words and quoted parts, as they were typed.</summary>
    public static IReadOnlyList<(string Text, bool IsLast)> Terms(string words)
    {
        List<(string, bool)> terms = [];
        var parts = words.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            var quoted = i % 2 == 1;
            foreach (var term in quoted ? [parts[i]] : parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (term.EnumerateRunes().Any(CutText.IsPart))
                {
                    terms.Add((term, !quoted && i == parts.Length - 1 && words.EndsWith(term, StringComparison.Ordinal)));
                }
            }
        }

        return terms;
    }

    /// <summary>Letters that the tokenizer surely folds as lower case does: basic Latin, Greek, Cyrillic, Hebrew and Arabic ones that have no
    /// accents.</summary>
    private static bool FoldsPlainly(char letter) => char.IsAsciiLetterOrDigit(letter)
        || (letter is (>= '\u0391' and <= '\u03C9' and not 'ς') or (>= '\u0410' and <= '\u044F') or (>= '\u05D0' and <= '\u05EA') or (>= '\u0620' and <= '\u064A')
            && char.IsLetter(letter) && letter.ToString().IsNormalized(System.Text.NormalizationForm.FormD));

    /// <summary>A word of the index as an FTS5 string: only the quote is special within, and no word holds one; NUL would end the query.</summary>
    public static string Quoted(string term) => $"\"{CutText.Of(term).Replace('\0', ' ')}\"";
}
