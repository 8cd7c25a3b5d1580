namespace QualityReview.Filters;

/// <summary>What stands behind the first word of a test.</summary>
internal sealed partial class RuleParser
{
    private static readonly string[] _comparisons = ["=", "!=", "<", "<=", ">", ">="];

    private PercentileTest? Percentile() =>
        KeyAndScope() is var (key, scope) && Number(0, 100, whole: false) is { } test ? new PercentileTest(key, scope, test) : null;

    private TopTest? Top(bool bottom)
    {
        return Expect("(") && Key() is { } key && Expect(",") && AmountOf() is { } amount && Scope() is { } scope && Expect(")", $"{(amount.IsPercent ? "" : "\"%\", ")}\",\" and a scope, or \")\"")
            ? new TopTest(key, amount, bottom, scope)
            : null;
    }

    private IpsTest? Ips()
    {
        if (!Expect("("))
        {
            return null;
        }

        var amount = _token.Kind == TokenKind.Number ? AmountOf() : null;
        if (amount is not null && !Expect(",", ShareEnd(amount)))
        {
            return null;
        }

        if (Fault is not null || Name("a scorer's key", ThinnableKey) is not { } key || (amount is null && !Expect(",")) || (amount ?? AmountOf()) is not { } drawn)
        {
            return null;
        }

        return Expect(",", amount is null ? ShareEnd(drawn) : null) && Seed() is { } seed && Expect(")") ? new IpsTest(key.Text, drawn, seed) : null;
    }

    private static string? ShareEnd(Amount? amount) => amount is { IsPercent: false } ? "\"%\" or \",\"" : null;

    private Amount? AmountOf()
    {
        var number = _token;
        if (Value("a share such as 10% or a number of samples", 0, int.MaxValue, whole: false) is not { } value)
        {
            return null;
        }

        var isPercent = Take("%");
        if (isPercent ? value > 100 : value != Math.Floor(value))
        {
            Fail<object>(number.Start, number.End, isPercent ? $"found {Short(number)}%, expected 0% to 100%" : $"found {Short(number)}, expected a whole number of samples, or % behind it");
            return null;
        }

        return new Amount(value, isPercent);
    }

    private RandomTest? Random()
    {
        if (!Expect("(") || Value("a share such as 20%", 0, 100, whole: false) is not { } percent || !Expect("%") || !Expect(","))
        {
            return null;
        }

        return Seed() is { } seed && Expect(")") ? new RandomTest(percent, seed) : null;
    }

    private int? Seed() => Expect("seed", "\"seed\" and a number") ? (int?)Value("the seed's number", 0, int.MaxValue, whole: true) : null;

    private FieldTest? Field(SampleField field)
    {
        Action<Token>? check = field switch
        {
            SampleField.Verdict => name => OneOf(name, RuleWords.Verdicts),
            SampleField.Source when table is not null => name => Known(name, "a source", table.Sources),
            SampleField.Language when table is not null => name => Known(name, "a language", table.Languages),
            _ => null,
        };
        return Names($"a {RuleWords.Of(field)}", check) is { } test ? new FieldTest(field, test) : null;
    }

    private FilterNode? Meta(string field)
    {
        if (Take("exists"))
        {
            return new MetaExistsTest(field);
        }

        if (!_token.IsWord("in") && (_token.Kind != TokenKind.Sign || Array.IndexOf(_comparisons, _token.Text) < 0))
        {
            return Unexpected<FilterNode>("=, !=, <, <=, >, >=, in or exists", ["exists", "in"]);
        }

        // What stands behind the sign tells numbers from names; an order is one of numbers.
        var isNumber = (_token.Text is not ("=" or "!=") && !_token.IsWord("in")) || RuleLexer.Read(rule, _token.End).Kind == TokenKind.Number;
        return isNumber
            ? Number(-float.MaxValue, float.MaxValue, whole: false) is { } number ? new MetaNumberTest(field, number) : null
            : Names("a value: a number, or a text in quotation marks", null) is { } test ? new MetaTest(field, test) : null;
    }

    private FlagTest? Flag()
    {
        string? key = null;
        if (Take("(") && ((key = Key()) is null || !Expect(")")))
        {
            return null;
        }

        return Names("a flag", name => OneOf(name, RuleWords.Flags)) is { } test ? new FlagTest(key, test) : null;
    }

    private NumberTest? Number(double lowest, double highest, bool whole)
    {
        const string expected = "a comparison (=, !=, <, <=, >, >=, or in and a range such as 30..60)";
        if (Take("in"))
        {
            var start = _token;
            if (Value("a range such as 30..60", lowest, highest, whole) is not { } low || !Expect("..") || Value("the range's upper end", lowest, highest, whole) is not { } high)
            {
                return null;
            }

            return low <= high
                ? new NumberTest(NumberOperator.In, low, high)
                : Fail<NumberTest>(start.Start, start.End, $"found a range that begins at {RulePrinter.Number(low)} and ends below it at {RulePrinter.Number(high)}");
        }

        for (var candidate = NumberOperator.Equal; candidate < NumberOperator.In; candidate++)
        {
            if (Take(RuleWords.Of(candidate)))
            {
                return Value("a number", lowest, highest, whole) is { } value ? new NumberTest(candidate, value) : null;
            }
        }

        return Unexpected<NumberTest>(expected);
    }

    private double? Value(string expected, double lowest, double highest, bool whole)
    {
        var token = _token;
        if (token.Kind != TokenKind.Number)
        {
            Unexpected<object>(expected);
            return null;
        }

        if (token.Number < lowest || token.Number > highest || (whole && token.Number != Math.Floor(token.Number)))
        {
            var range = highest == float.MaxValue ? "" : $" from {Display(lowest)} to {Display(highest)}";
            Fail<object>(token.Start, token.End, $"found {Short(token)}, expected a {(whole ? "whole " : "")}number{range}");
            return null;
        }

        Next();
        return token.Number;
    }

    private NameTest? Names(string expected, Action<Token>? check)
    {
        var list = _token.IsWord("in");
        var isNot = _token.IsSign("!=");
        if (!list && !isNot && !_token.IsSign("="))
        {
            return Unexpected<NameTest>("=, != or in");
        }

        Next();
        if (list && !Expect("("))
        {
            return null;
        }

        List<string> names = [];
        do
        {
            if (Name(expected, check) is not { } name)
            {
                return null;
            }

            names.Add(name.Text);
        }
        while (list && Take(","));
        return !list || Expect(")", "\",\" or \")\"") ? new NameTest(list ? NameOperator.In : isNot ? NameOperator.IsNot : NameOperator.Is, [.. names]) : null;
    }

    /// <summary>A bare word or a text; null where there is none or <paramref name="check"/> left a fault.</summary>
    private Token? Name(string expected, Action<Token>? check = null)
    {
        var name = _token;
        if (name.Kind is not (TokenKind.Word or TokenKind.Text))
        {
            Unexpected<object>(expected);
            return null;
        }

        check?.Invoke(name);
        if (Fault is not null)
        {
            return null;
        }

        Next();
        return name;
    }

    private string? Key() => Name("a scorer's key", KnownKey)?.Text;
}
