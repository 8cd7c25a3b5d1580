using System.Diagnostics.CodeAnalysis;

namespace QualityReview.Filters;

/// <summary>What is wrong with a rule, and where.</summary>
/// <param name="Position">1-based character of the rule.</param>
/// <param name="Length">Characters to mark; 0 at the rule's end.</param>
/// <param name="Message">One sentence that names the position too.</param>
public sealed record RuleFault(int Position, int Length, string Message);

/// <summary>The rule language: text to <see cref="FilterNode"/>.</summary>
/// <remarks>
/// <code>
/// rule     = and { "or" and }
/// and      = not { "and" not }
/// not      = "not" not | "(" rule ")" | "all" | "none" | test
/// test     = "percentile" "(" KEY [ "," ( "dataset" | "source" | "language" ) ] ")" number      numbers 0..100
///          | "score" "(" KEY ")" number
///          | "length" number                                                                    whole numbers
///          | "scored" "(" KEY ")"
///          | ( "top" | "bottom" ) "(" KEY "," ( PERCENT "%" | COUNT ) [ "," ( "dataset" | "source" | "language" ) ] ")"     of each source or language
///          | "random" "(" PERCENT "%" "," "seed" COUNT ")"
///          | "ips" "(" KEY "," ( PERCENT "%" | COUNT ) "," "seed" COUNT ")"                      the amount may stand before the key
///          | ( "source" | "language" | "reviewer" | "id" | "meta" "." NAME ) name
///          | "cluster" ( ( "=" | "!=" ) COUNT | "in" "(" COUNT { "," COUNT } ")" )
///          | "map" "in" "(" COUNT "," COUNT "," COUNT "," COUNT ")"                             left, low, right, high
///          | "duplicate" name                                                                   unique, first, copy, unchecked
///          | "group" number                                                                     whole numbers from 1
///          | "keep_one" "(" ( "first" | "longest" | KEY ) ")"
///          | "verdict" name                                                                     none, keep, drop, unsure
///          | "flag" [ "(" KEY ")" ] name                                                        too_short, truncated, ...
///          | "meta" "." NAME ( number | "exists" )                                              numbers, or texts that are numbers
///          | "text" "contains" NAME
/// number   = ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) NUMBER | "in" NUMBER ".." NUMBER       both ends included
/// name     = ( "=" | "!=" ) NAME | "in" "(" NAME { "," NAME } ")"
/// NAME     = a bare word (letters, digits, _, -, inner dots; a letter or _ first) or a text in quotation marks,
///            in which \" \\ \n \t and \uXXXX stand for characters
/// KEY      = NAME: a scorer's key, or its method where only one scorer of the dataset has that method
/// </code>
/// The language's own words may be written in capitals; names and keys are case-sensitive. A missing score makes a comparison
/// false, so <c>not</c> of it is true; <c>scored(KEY)</c> asks for the score itself.
/// </remarks>
public static class FilterRule
{
    /// <summary>Longest rule in characters, as written and in its canonical form.</summary>
    public const int MaxLength = 4000;

    /// <summary>Most parentheses and <c>not</c>s inside each other.</summary>
    public const int MaxDepth = 64;

    /// <param name="table">Where given, keys, sources and languages must be known to it.</param>
    /// <exception cref="WrongWordsException">The rule does not parse; the message says where.</exception>
    public static FilterNode Parse(string rule, SampleTable? table = null) =>
        TryParse(rule, table, out var node, out var fault) ? node : throw new WrongWordsException(fault.Message);

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(string rule, SampleTable? table, [NotNullWhen(true)] out FilterNode? node, [NotNullWhen(false)] out RuleFault? fault)
    {
        var parser = new RuleParser(rule, table);
        node = parser.Parse();
        fault = parser.Fault;
        return node is not null;
    }

    /// <summary>The canonical text: two rules that differ only in spaces, capitals or needless parentheses have the same.</summary>
    public static string Canonical(string rule) => Parse(rule).ToString();
}
