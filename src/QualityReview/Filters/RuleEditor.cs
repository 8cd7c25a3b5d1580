using System.Globalization;
using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>One of the terms that a rule joins by "and": a chip above the list.</summary>
/// <param name="Text">The term's canonical text.</param>
/// <param name="Label">The term for people, such as "Ask-LLM 60–100".</param>
public sealed record RulePart(FilterNode Node, string Text, string Label);

/// <summary>Changes rules by what people do on a page: choose a range, click a facet, close a chip. Rules go in and come out as
/// text; what comes out is canonical. A rule that does not parse, names what the table does not have
/// or grows beyond the limits is a <see cref="WrongWordsException"/>.</summary>
public sealed class RuleEditor(SampleTable table)
{
    /// <summary>The terms that the rule joins by "and"; none for <c>all</c>.</summary>
    public IReadOnlyList<RulePart> Parts(string rule) => [.. Terms(rule).Select(term => new RulePart(term, term.ToString(), RuleLabels.Of(term, table)))];

    /// <summary>The rule without a part.</summary>
    public string Without(string rule, RulePart part) => Replace(rule, term => term == part.Node, null);

    /// <summary>The rule with one more part, unless it has it.</summary>
    public string With(string rule, string term)
    {
        var terms = Terms(rule);
        return Join([.. terms, .. Terms(term).Where(added => !terms.Contains(added))]);
    }

    /// <summary>Sets the percentile range of a scorer, both ends included; null is open, and two open ends (or 0 and 100) take it away.</summary>
    public string WithPercentileRange(string rule, string key, double? low, double? high, PercentileScope scope = PercentileScope.Dataset)
    {
        var range = Range(low is > 0 ? low : null, high is < 100 ? high : null);
        return Replace(rule, term => term is PercentileTest test && test.Scope == scope && IsRange(test.Test) && Same(test.Key, key), range is null ? null : new PercentileTest(key, scope, range));
    }

    /// <summary>Sets the range of raw scores of a scorer, both ends included; null is open, and two open ends take it away.</summary>
    public string WithScoreRange(string rule, string key, double? low, double? high)
    {
        var range = Range(Tidy(low), Tidy(high));
        return Replace(rule, term => term is ScoreTest test && IsRange(test.Test) && Same(test.Key, key), range is null ? null : new ScoreTest(key, range));
    }

    /// <inheritdoc cref="WithScoreRange"/>
    public string WithLengthRange(string rule, int? low, int? high)
    {
        var range = Range(low, high);
        return Replace(rule, term => term is LengthTest test && IsRange(test.Test), range is null ? null : new LengthTest(range));
    }

    /// <summary>The range of raw scores that the rule's parts leave to a scorer; null is open.</summary>
    public (double? Low, double? High) ScoreRange(string rule, string key) =>
        Meet(Terms(rule).OfType<ScoreTest>().Where(test => IsRange(test.Test) && Same(test.Key, key)).Select(test => test.Test));

    /// <inheritdoc cref="ScoreRange"/>
    public (double? Low, double? High) PercentileRange(string rule, string key, PercentileScope scope = PercentileScope.Dataset) =>
        Meet(Terms(rule).OfType<PercentileTest>().Where(test => test.Scope == scope && IsRange(test.Test) && Same(test.Key, key)).Select(test => test.Test));

    public string ToggleSource(string rule, string name) => Toggle(rule, SampleField.Source, name);

    public string ToggleLanguage(string rule, string name) => Toggle(rule, SampleField.Language, name);

    /// <summary>Adds a name to those that the rule asks of a field, or takes it away; without names the rule does not ask.</summary>
    public string Toggle(string rule, SampleField field, string name)
    {
        var test = Toggled(Names(rule, field), name);
        return Replace(rule, term => IsPositive(term, field), test is null ? null : new FieldTest(field, test));
    }

    /// <inheritdoc cref="Toggle"/>
    /// <param name="key">Null: the flag of any scorer.</param>
    public string ToggleFlag(string rule, string? key, string flag)
    {
        bool IsFlag(FilterNode term) => term is FlagTest { Test.Operator: not NameOperator.IsNot } test && (test.Key is null || key is null ? test.Key == key : Same(test.Key, key));
        var names = Terms(rule).Where(IsFlag).Cast<FlagTest>().SelectMany(test => test.Test.Names);
        var test = Toggled(names, flag);
        return Replace(rule, IsFlag, test is null ? null : new FlagTest(key, test));
    }

    /// <summary>The names that the rule's parts ask of a field; empty where they do not ask.</summary>
    public IReadOnlyList<string> Names(string rule, SampleField field) =>
        [.. Terms(rule).Where(term => IsPositive(term, field)).Cast<FieldTest>().SelectMany(test => test.Test.Names).Distinct()];

    /// <summary>The rule without the parts that ask for a field's names: its facet counts are taken under this one, so that other
    /// names can be seen and added.</summary>
    public string WithoutField(string rule, SampleField field) => Replace(rule, term => IsPositive(term, field), null);

    private static bool IsPositive(FilterNode term, SampleField field) => term is FieldTest { Test.Operator: not NameOperator.IsNot } test && test.Field == field;

    private static bool IsRange(NumberTest test) => test.Operator != NumberOperator.NotEqual;

    private bool Same(string one, string other) => one == other || (table.Find(one) is { } column && column == table.Find(other));

    /// <summary>The fewest digits that give the same 32-bit float.</summary>
    private static double? Tidy(double? value) =>
        value is { } number ? double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static NumberTest? Range(double? low, double? high) => (low, high) switch
    {
        (null, null) => null,
        ({ } least, null) => new NumberTest(NumberOperator.GreaterOrEqual, least),
        (null, { } most) => new NumberTest(NumberOperator.LessOrEqual, most),
        ({ } least, { } most) => new NumberTest(NumberOperator.In, Math.Min(least, most), Math.Max(least, most)),
    };

    private static (double? Low, double? High) Meet(IEnumerable<NumberTest> tests)
    {
        double? low = null, high = null;
        foreach (var test in tests)
        {
            low = test.Operator is NumberOperator.Less or NumberOperator.LessOrEqual ? low : Math.Max(low ?? test.Low, test.Low);
            high = test.Operator is NumberOperator.Greater or NumberOperator.GreaterOrEqual ? high : Math.Min(high ?? test.High, test.High);
        }

        return (low, high);
    }

    private static NameTest? Toggled(IEnumerable<string> names, string name)
    {
        var list = names.Distinct().ToList();
        if (!list.Remove(name))
        {
            list.Add(name);
        }

        return list.Count == 0 ? null : new NameTest(list.Count == 1 ? NameOperator.Is : NameOperator.In, [.. list]);
    }

    private List<FilterNode> Terms(string rule)
    {
        List<FilterNode> terms = [];
        void Add(FilterNode node)
        {
            if (node is AndNode and)
            {
                foreach (var term in and.Terms)
                {
                    Add(term);
                }
            }
            else if (node is not AllNode)
            {
                terms.Add(node);
            }
        }

        Add(FilterRule.Parse(rule, table));
        return terms;
    }

    /// <summary>Puts a term in the place of the first that is replaced, or at the end.</summary>
    private string Replace(string rule, Func<FilterNode, bool> replaced, FilterNode? by)
    {
        var terms = Terms(rule);
        var place = terms.FindIndex(term => replaced(term));
        terms.RemoveAll(term => replaced(term));
        if (by is not null)
        {
            terms.Insert(place < 0 ? terms.Count : place, by);
        }

        return Join(terms);
    }

    // Parsed again, so that no rule leaves that would not be accepted when it comes back.
    private string Join(List<FilterNode> terms) => FilterRule.Parse(terms.Count switch
    {
        0 => "all",
        1 => terms[0].ToString(),
        _ => new AndNode([.. terms]).ToString(),
    }, table).ToString();
}
