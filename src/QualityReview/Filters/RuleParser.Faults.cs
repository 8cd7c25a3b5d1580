using System.Globalization;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>What the parser says when a rule is wrong.</summary>
internal sealed partial class RuleParser
{
    private const int LongestList = 8, LongestQuote = 40;

    private static string Display(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string Quoted(Token token) => RulePrinter.Quote(Short(token));

    private static string Short(Token token) => token.Text.Length <= LongestQuote ? token.Text : token.Text[..LongestQuote] + "…";

    /// <summary>With a full stop, unless it is a question.</summary>
    public static string Ended(string sentence) => sentence.EndsWith('?') ? sentence : sentence + ".";

    /// <summary>Always null, so that callers can return it.</summary>
    private T? Fail<T>(int start, int end, string what)
        where T : class
    {
        Fault ??= new RuleFault(start + 1, end - start, $"The {_what} is wrong at character {Display(start + 1)}: {Ended(what)}");
        return null;
    }

    private T? Unexpected<T>(string expected, IEnumerable<string>? known = null)
        where T : class
    {
        if (_token.Kind == TokenKind.Bad)
        {
            return Fail<T>(_token.Start, _token.End, _token.Text);
        }

        var found = _token.Kind == TokenKind.End ? rule.Length == 0 ? "nothing" : $"the end of the {_what}" : Quoted(_token);
        return Fail<T>(_token.Start, _token.End, $"found {found}, expected {expected}{Suggestion(_token, known ?? [])}");
    }

    private static string Suggestion(Token token, IEnumerable<string> known) =>
        token.Kind is TokenKind.Word or TokenKind.Text && NearestName.Of(token.Text, known) is { } nearest ? $"; did you mean {RulePrinter.Word(nearest)}?" : "";

    private void OneOf(Token name, string[] known)
    {
        if (!known.Contains(name.Text))
        {
            Fail<object>(name.Start, name.End, $"found {Quoted(name)}, expected {RuleWords.OneOf(known)}{Suggestion(name, known)}");
        }
    }

    private void Known(Token name, string what, NamedCodes codes)
    {
        if (codes.CodeOf(name.Text) < 0)
        {
            var list = codes.Names.Count <= LongestList ? $" ({RuleWords.OneOf([.. codes.Names.Order(StringComparer.Ordinal).Select(RulePrinter.Word)])})" : "";
            Fail<object>(name.Start, name.End, $"found {Quoted(name)}, expected {what} of this dataset{list}{Suggestion(name, codes.Names)}");
        }
    }

    private void KnownKey(Token name)
    {
        if (table is not null && table.Find(name.Text) is null)
        {
            Fail<object>(name.Start, name.End, NoSuchScorer(name.Text, table));
        }
    }

    private void ThinnableKey(Token name)
    {
        KnownKey(name);
        if (Fault is null && table?.Find(name.Text) is { } column && NotThinnable(column) is { } reason)
        {
            Fail<object>(name.Start, name.End, $"found {Quoted(name)}, {reason}");
        }
    }

    /// <summary>Why no draw can be inverse to a score; null where one can.</summary>
    public static string? NotThinnable(ScoreColumn column) => column.Card.Direction == ScoreDirection.HigherIsBetter
        ? "of which more is better, so that ips would draw the worst; expected a scorer such as density or perplexity, or top(KEY, 10%)"
        : null;

    /// <summary>Why <see cref="SampleTable.Find"/> found nothing.</summary>
    public static string NoSuchScorer(string key, SampleTable table)
    {
        var name = new Token(TokenKind.Word, 0, 0, key);
        string[] candidates = [.. table.Scores.Where(column => column.Card.Method == key).Select(column => column.Card.Key)];
        if (candidates.Length > 1)
        {
            return $"found {Quoted(name)}, which is the method of {candidates.Length} scorers, expected one of their keys ({RuleWords.OneOf(candidates)})";
        }

        string[] keys = [.. table.Scores.Select(column => column.Card.Key)];
        var list = keys.Length is 0 ? ", but this dataset has no scores yet" : keys.Length <= LongestList ? $" ({RuleWords.OneOf(keys)})" : "";
        return $"found {Quoted(name)}, expected the key of a scorer of this dataset{list}{Suggestion(name, keys.Concat(table.Scores.Select(column => column.Card.Method)))}";
    }
}
