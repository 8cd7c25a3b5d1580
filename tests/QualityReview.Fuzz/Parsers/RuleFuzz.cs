using System.Text;
using QualityReview.Filters;
using QualityReview.Tests.Filters;

namespace QualityReview.Fuzz.Parsers;

/// <summary>The rule language, with and without a dataset: what is printed parses to the same, and what parses can be evaluated.</summary>
internal sealed class RuleFuzz : Parser
{
    private const int Samples = 60;
    private readonly SampleTable _table = RandomTable.Of(Samples, 1);
    private readonly FilterEvaluator _evaluator;

    public RuleFuzz() => _evaluator = new FilterEvaluator(_table, new ModuloLookup(Samples));

    public override string Name => "rule";

    public override int MostBytes => 16 << 10;

    public override IReadOnlyList<string> Words { get; } =
    [
        "all", "none", " and ", " or ", "not ", "(", ")", "percentile(ask_llm_a_1)", "percentile(perplexity, source)", "score(length_1)", "scored(", "length", " in ", "20..80", ">=", "<", "!=", "=", "top(perplexity, 10%)", "bottom(length_1, 5, language)", "random(5%, seed 7)", "ips(length_1, 10%, seed 7)",
        "source", "language", "reviewer", "id", "meta.x", "meta.\"a b\"", " exists", "cluster", "map in (1, 2, 3, 4)", "duplicate", "group", "keep_one(first)", "verdict", "flag", "text contains \"a\"", "\\u0041", "\\n", "\"", "1e9", "100", "%", "not(", "((",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        var dice = new Dice(5);
        return Enumerable.Range(0, 150).Select(i => Encoding.UTF8.GetBytes(RandomRule.Draw(dice, i % 4).ToString()));
    }

    public override string Read(byte[] input)
    {
        var rule = Encoding.UTF8.GetString(input);
        if (!FilterRule.TryParse(rule, null, out var loose, out var fault))
        {
            CheckFault(rule, fault);
            FuzzFault.Unless(!FilterRule.TryParse(rule, _table, out _, out _), "A rule that does not parse does so with a dataset.");
            throw new WrongWordsException(fault.Message);
        }

        var printed = loose.ToString();
        FuzzFault.Unless(FilterRule.TryParse(printed, null, out var again, out _) && again == loose && again.ToString() == printed, $"The printed rule is another: {printed}");
        FuzzFault.Unless(RuleTree.Put(loose, [], loose) == loose, "A rule in its own place is another.");
        if (!FilterRule.TryParse(rule, _table, out var node, out fault))
        {
            CheckFault(rule, fault);
            throw new WrongWordsException(fault.Message);
        }

        var kept = _evaluator.Evaluate(node).Count;
        FuzzFault.Unless(kept is >= 0 and <= Samples, "A rule keeps more than there is.");
        var editor = new RuleEditor(_table);
        foreach (var part in editor.Parts(rule))
        {
            FuzzFault.Unless(part.Label.Length > 0, "A part has no label.");
            _ = FilterRule.Parse(editor.Without(rule, part), _table);
        }

        return $"{kept == 0} {kept == Samples} {string.Concat(printed.Where(character => character is '(' or ')' or ',' || char.IsAsciiLetterLower(character)).Take(60))}";
    }

    private static void CheckFault(string rule, RuleFault fault)
    {
        FuzzFault.Unless(fault.Position >= 1 && fault.Position <= rule.Length + 1 && fault.Length >= 0 && fault.Position - 1 + fault.Length <= rule.Length, "The fault lies outside of the rule.");
        FuzzFault.Unless(fault.Message.Length < 3000, "The message is long.");
    }
}
