using System.Text;
using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class FilterRuleFuzzTests
{
    private const string Alphabet = "()\"\\.,%=!<>-_ \n0123456789eEandornotinscoretopéЖ漢\u202E\u0000\uD83D\uDE00\uFFFF";

    private static readonly string[] _pieces =
    [
        "all", "none", "and", "or", "not", "(", ")", "percentile", "score", "scored", "(ask_llm_a_1)", "(perplexity", ",", "source", "language", ")",
        ">=", "<", "=", "!=", "in", "30..60", "..", "1e9", "-3", "%", "top", "bottom", "random", "ips", "seed", "verdict", "flag", "meta", "meta.x", "exists", "meta.x exists", "meta.year >= 2020", "meta.n in 1..3", "top(perplexity, 10%", "dataset", "text", "contains", "\"a b\"", "id", "cluster", "map", "(1, 2, 3, 4)",
    ];

    [Fact]
    public void TryParse_HundredThousandStrings_AcceptsOrSaysWhere()
    {
        var table = RandomTable.Of(20, 1);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(20));
        var dice = new Dice(99);
        var accepted = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var rule = (round % 3) switch
            {
                0 => Noise(dice),
                1 => string.Join(dice.Chance(70) ? " " : "", Enumerable.Range(0, 1 + dice.Below(14)).Select(_ => dice.Pick(_pieces))),
                _ => Mutated(dice, RandomRule.Draw(dice, 2).ToString()),
            };
            if (FilterRule.TryParse(rule, table, out var node, out var fault))
            {
                accepted++;
                Assert.Equal(node, FilterRule.Parse(node.ToString(), table));
                Assert.InRange(evaluator.Evaluate(node).Count, 0, 20);
            }
            else
            {
                Assert.InRange(fault.Position, 1, rule.Length + 1);
                Assert.InRange(fault.Position - 1 + fault.Length, fault.Position - 1, rule.Length);
                Assert.True(fault.Message.EndsWith('.') || fault.Message.EndsWith('?'), fault.Message);
            }
        }

        // Both doors were used.
        Assert.InRange(accepted, 5_000, 60_000);
    }

    [Fact]
    public void Parse_FiveThousandAddresses_ThrowsNothingButWrongWords()
    {
        var dice = new Dice(98);
        string[] names = ["rule=", "sort=", "desc=", "search=", "x", "=", "&", "?", "%", "%zz", "%D8%00", "percentile(", "random("];
        var wrong = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var address = string.Concat(Enumerable.Range(0, dice.Below(5)).Select(_ => dice.Pick(names) + (dice.Chance(50) ? Noise(dice) : "1&")));
            var thrown = Record.Exception(() => BrowseQuery.Parse(address));
            Assert.True(thrown is null or WrongWordsException, address);
            wrong += thrown is null ? 0 : 1;
        }

        Assert.InRange(wrong, 500, 4_500);
    }

    private static string Noise(Dice dice)
    {
        var text = new StringBuilder();
        for (var length = dice.Below(60); length > 0; length--)
        {
            text.Append(dice.Chance(95) ? Alphabet[dice.Below(Alphabet.Length)] : (char)dice.Below(char.MaxValue + 1));
        }

        return text.ToString();
    }

    private static string Mutated(Dice dice, string rule)
    {
        for (var changes = dice.Below(4); changes > 0 && rule.Length > 0; changes--)
        {
            var at = dice.Below(rule.Length);
            rule = dice.Below(4) switch
            {
                0 => rule.Remove(at, 1),
                1 => rule.Insert(at, Alphabet[dice.Below(Alphabet.Length)].ToString()),
                2 => rule[..at],
                _ => rule.Insert(at, dice.Pick(_pieces)),
            };
        }

        return rule;
    }
}
