using System.Globalization;
using System.Text;
using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>Writes the canonical text of a rule: one spelling for each node, with no parentheses but the necessary ones.</summary>
internal static class RulePrinter
{
    public static string Print(FilterNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>A bare word: it begins with a letter or an underscore and goes on with these, digits, dashes and inner dots.</summary>
    public static bool IsWord(string name) => name.Length > 0 && RuleLexer.WordEnd(name, 0) == name.Length;

    public static string Word(string name) => IsWord(name) ? name : Quote(name);

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(character);
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case '\t':
                    quoted.Append("\\t");
                    break;
                // Characters that cannot be seen, or that turn the writing direction of what follows.
                case var hidden when char.GetUnicodeCategory(hidden) is UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    quoted.Append("\\u").Append(((int)hidden).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    quoted.Append(character);
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, FilterNode node) => _ = node switch
    {
        AllNode => text.Append("all"),
        NoneNode => text.Append("none"),
        AndNode and => Join(text, and.Terms, " and ", term => term is AndNode or OrNode),
        OrNode or => Join(text, or.Terms, " or ", term => term is OrNode),
        NotNode not => Join(text.Append("not "), [not.Term], "", term => term is AndNode or OrNode),
        ScoreTest score => text.Append("score(").Append(Word(score.Key)).Append(") ").Append(Text(score.Test)),
        PercentileTest percentile => text.Append("percentile(").Append(Word(percentile.Key)).Append(ScopeText(percentile.Scope)).Append(") ").Append(Text(percentile.Test)),
        LengthTest length => text.Append("length ").Append(Text(length.Test)),
        ScoredTest scored => text.Append("scored(").Append(Word(scored.Key)).Append(')'),
        FieldTest { Field: SampleField.Cluster } cluster => text.Append("cluster ").Append(Text(cluster.Test, name => name)),
        MapTest map => text.Append(CultureInfo.InvariantCulture, $"map in ({map.X1}, {map.Y1}, {map.X2}, {map.Y2})"),
        FieldTest field => text.Append(RuleWords.Of(field.Field)).Append(' ').Append(Text(field.Test, field.Field is SampleField.Language or SampleField.Verdict or SampleField.Duplicate)),
        MetaTest meta => text.Append("meta.").Append(Word(meta.Field)).Append(' ').Append(Text(meta.Test, bare: false)),
        MetaNumberTest meta => text.Append("meta.").Append(Word(meta.Field)).Append(' ').Append(Text(meta.Test)),
        MetaExistsTest meta => text.Append("meta.").Append(Word(meta.Field)).Append(" exists"),
        FlagTest flag => text.Append("flag").Append(flag.Key is null ? "" : $"({Word(flag.Key)})").Append(' ').Append(Text(flag.Test, bare: true)),
        TextTest contains => text.Append("text contains ").Append(Quote(contains.Words)),
        GroupTest group => text.Append("group ").Append(Text(group.Test)),
        KeepOneTest one => text.Append("keep_one(").Append(Word(one.By)).Append(')'),
        TopTest top => text.Append(top.Bottom ? "bottom(" : "top(").Append(Word(top.Key)).Append(", ").Append(Number(top.Amount.Value)).Append(top.Amount.IsPercent ? "%" : "").Append(ScopeText(top.Scope)).Append(')'),
        RandomTest random => text.Append("random(").Append(Number(random.Percent)).Append("%, seed ").Append(random.Seed.ToString(CultureInfo.InvariantCulture)).Append(')'),
        IpsTest ips => text.Append("ips(").Append(Word(ips.Key)).Append(", ").Append(Number(ips.Amount.Value)).Append(ips.Amount.IsPercent ? "%" : "").Append(", seed ").Append(ips.Seed.ToString(CultureInfo.InvariantCulture)).Append(')'),
        _ => throw new InvalidOperationException($"{node.GetType().Name} has no text."),
    };

    private static StringBuilder Join(StringBuilder text, ValueList<FilterNode> terms, string between, Func<FilterNode, bool> inParentheses)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            text.Append(i == 0 ? "" : between);
            var wrapped = inParentheses(terms[i]);
            text.Append(wrapped ? "(" : "");
            Append(text, terms[i]);
            text.Append(wrapped ? ")" : "");
        }

        return text;
    }

    private static string ScopeText(PercentileScope scope) => scope == PercentileScope.Dataset ? "" : $", {RuleWords.Of(scope)}";

    private static string Text(NumberTest test) => test.Operator == NumberOperator.In
        ? $"in {Number(test.Low)}..{Number(test.High)}"
        : $"{RuleWords.Of(test.Operator)} {Number(test.Low)}";

    private static string Text(NameTest test, bool bare) => Text(test, bare ? Word : Quote);

    private static string Text(NameTest test, Func<string, string> spell)
    {
        var names = test.Names.Select(spell);
        return test.Operator switch
        {
            NameOperator.In => $"in ({string.Join(", ", names)})",
            NameOperator.IsNot => $"!= {names.First()}",
            _ => $"= {names.First()}",
        };
    }
}
