using System.Globalization;
using System.Numerics;
using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Reads expressions, with the ranks of operators that Jinja gives them.</summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private static readonly string[] s_comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private int Line => tokens.Current.Line;

    /// <summary>One expression, with "if" unless the caller's own "if" may follow.</summary>
    public Expression Read(bool withCondition = true) => tokens.Nested(() => withCondition ? Condition() : Or());

    /// <summary>One expression, or several with commas between as a tuple.</summary>
    public Expression ReadTuple(bool withCondition = true)
    {
        var line = Line;
        var first = Read(withCondition);
        if (!tokens.Current.Is(","))
        {
            return first;
        }

        List<Expression> items = [first];
        while (tokens.Skip(",") && !EndsTuple())
        {
            items.Add(Read(withCondition));
        }

        return new ListExpression(line, items, isTuple: true);
    }

    public ArgumentList ReadArguments()
    {
        List<Expression> placed = [];
        List<(string, Expression)> named = [];
        tokens.Need("(");
        while (!tokens.Skip(")"))
        {
            if (placed.Count + named.Count > 0)
            {
                tokens.Need(",");
                if (tokens.Skip(")"))
                {
                    break;
                }
            }

            if (tokens.Current.Is("*") || tokens.Current.Is("**"))
            {
                throw new TemplateFault($"'{tokens.Current.Text}' before an argument is not supported", Line);
            }

            if (tokens.Current.Kind == TokenKind.Name && tokens.After.Is("="))
            {
                var name = tokens.Next().Text;
                tokens.Next();
                named.Add((name, Read()));
            }
            else
            {
                placed.Add(named.Count == 0 ? Read() : throw tokens.Unexpected("a name with '='"));
            }
        }

        return new(placed, named);
    }

    /// <summary>A filter's name and arguments, after the "|".</summary>
    public FilterExpression ReadFilter(Expression? input)
    {
        var line = Line;
        var name = DottedName();
        return new(line, name, input, tokens.Current.Is("(") ? ReadArguments() : ArgumentList.Empty);
    }

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.StatementEnd or TokenKind.PrintEnd || tokens.Current.Is(")") || tokens.Current.Is("=") || tokens.Current.IsName("in");

    private Expression Condition()
    {
        var then = Or();
        while (tokens.Current.IsName("if"))
        {
            var line = tokens.Next().Line;
            var condition = Or();
            then = new ConditionExpression(line, condition, then, tokens.SkipName("else") ? Read() : null);
        }

        return then;
    }

    private Expression Or()
    {
        var left = And();
        while (tokens.Current.IsName("or"))
        {
            left = new LogicExpression(tokens.Next().Line, isAnd: false, left, And());
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (tokens.Current.IsName("and"))
        {
            left = new LogicExpression(tokens.Next().Line, isAnd: true, left, Not());
        }

        return left;
    }

    private Expression Not() => tokens.Current.IsName("not") ? new NotExpression(tokens.Next().Line, tokens.Nested(Not)) : Comparison();

    private Expression Comparison()
    {
        var line = Line;
        var first = Sum();
        List<(string, Expression)> rest = [];
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator && s_comparisons.Contains(tokens.Current.Text))
            {
                rest.Add((tokens.Next().Text, Sum()));
            }
            else if (tokens.SkipName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (tokens.Current.IsName("not") && tokens.After.IsName("in"))
            {
                tokens.Next();
                tokens.Next();
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new CompareExpression(line, first, rest);
            }
        }
    }

    private Expression Sum() => Row(Concat, "+", "-");

    private Expression Concat()
    {
        var line = Line;
        List<Expression> parts = [Product()];
        while (tokens.Skip("~"))
        {
            parts.Add(Product());
        }

        return parts.Count == 1 ? parts[0] : new ConcatExpression(line, parts);
    }

    private Expression Product() => Row(Power, "*", "/", "//", "%");

    private Expression Power() => Row(() => Sign(withFilter: true), "**");

    private Expression Row(Func<Expression> part, params ReadOnlySpan<string> operators)
    {
        var left = part();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text))
        {
            var operation = tokens.Next();
            left = new ArithmeticExpression(operation.Line, operation.Text, left, part());
        }

        return left;
    }

    private Expression Sign(bool withFilter)
    {
        var token = tokens.Current;
        var isMinus = token.Is("-");
        Expression value;
        if (isMinus || token.Is("+"))
        {
            tokens.Next();
            value = new SignExpression(token.Line, isMinus, tokens.Nested(() => Sign(withFilter: false)));
        }
        else
        {
            value = Primary();
        }

        value = Postfix(value);
        return withFilter ? FiltersAndTests(value) : value;
    }

    private Expression Primary()
    {
        var token = tokens.Next();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new Constant(token.Line, true),
                    "false" or "False" => new Constant(token.Line, false),
                    "none" or "None" => new Constant(token.Line, None.Value),
                    var name => new NameExpression(token.Line, name),
                };
            case TokenKind.String:
                var text = token.Text;
                while (tokens.Current.Kind == TokenKind.String)
                {
                    text += tokens.Next().Text;
                }

                return new Constant(token.Line, text);
            case TokenKind.Whole:
                return BigInteger.TryParse(token.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    && (token.Text[0] != '0' || whole.IsZero) && whole <= long.MaxValue
                    ? new Constant(token.Line, (long)whole)
                    : throw new TemplateFault($"the number '{TemplateFault.Shown(token.Text)}' is not supported; decimal numbers of 63 bits are", token.Line);
            case TokenKind.Real:
                return new Constant(token.Line, double.Parse(token.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(":
                return tokens.Nested(() => Bracketed(token.Line));
            case TokenKind.Operator when token.Text == "[":
                return new ListExpression(token.Line, tokens.Nested(() => Items("]")), isTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return tokens.Nested(() => Map(token.Line));
            default:
                throw new TemplateFault($"a value is expected, and {token.Shown} found", token.Line);
        }
    }

    private Expression Bracketed(int line)
    {
        if (tokens.Skip(")"))
        {
            return new ListExpression(line, [], isTuple: true);
        }

        var value = ReadTuple();
        tokens.Need(")");
        return value;
    }

    private List<Expression> Items(string close)
    {
        List<Expression> items = [];
        while (!tokens.Skip(close))
        {
            if (items.Count > 0)
            {
                tokens.Need(",");
                if (tokens.Skip(close))
                {
                    break;
                }
            }

            items.Add(Read());
        }

        return items;
    }

    private MapExpression Map(int line)
    {
        List<(Expression, Expression)> entries = [];
        while (!tokens.Skip("}"))
        {
            if (entries.Count > 0)
            {
                tokens.Need(",");
                if (tokens.Skip("}"))
                {
                    break;
                }
            }

            var key = Read();
            tokens.Need(":");
            entries.Add((key, Read()));
        }

        return new(line, entries);
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            var line = Line;
            if (tokens.Skip("."))
            {
                value = tokens.Current.Kind == TokenKind.Whole
                    ? new ItemExpression(line, value, Primary())
                    : new FieldExpression(line, value, tokens.NeedName("a field's name"));
            }
            else if (tokens.Skip("["))
            {
                value = tokens.Nested(() => Subscript(line, value));
            }
            else if (tokens.Current.Is("("))
            {
                value = new CallExpression(line, value, ReadArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Subscript(int line, Expression value)
    {
        var bounds = new Expression?[3];
        var colons = 0;
        while (!tokens.Skip("]"))
        {
            if (tokens.Current.Is(":") && colons < 2)
            {
                tokens.Next();
                colons++;
            }
            else if (bounds[colons] is null)
            {
                bounds[colons] = Read();
            }
            else
            {
                throw tokens.Unexpected("']'");
            }
        }

        return colons > 0 ? new SliceExpression(line, value, bounds[0], bounds[1], bounds[2])
            : new ItemExpression(line, value, bounds[0] ?? throw new TemplateFault("a place or a key is expected between '[' and ']'", line));
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            if (tokens.Skip("|"))
            {
                value = ReadFilter(value);
            }
            else if (tokens.SkipName("is"))
            {
                value = Test(value);
            }
            else if (tokens.Current.Is("("))
            {
                value = new CallExpression(Line, value, ReadArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Test(Expression value)
    {
        var line = Line;
        var isNegated = tokens.SkipName("not");
        var name = DottedName();
        var arguments = ArgumentList.Empty;
        if (tokens.Current.Is("("))
        {
            arguments = ReadArguments();
        }
        else if (BeginsArgument())
        {
            if (tokens.Current.IsName("is"))
            {
                throw new TemplateFault("two tests in a row have no brackets round the first", Line);
            }

            arguments = new([Postfix(Primary())], []);
        }

        Expression test = new TestExpression(line, name, value, arguments);
        return isNegated ? new NotExpression(line, test) : test;
    }

    private bool BeginsArgument() => tokens.Current.Kind is TokenKind.String or TokenKind.Whole or TokenKind.Real
        || tokens.Current is { Kind: TokenKind.Name, Text: not ("else" or "or" or "and") }
        || tokens.Current.Is("[") || tokens.Current.Is("{");

    private string DottedName()
    {
        var name = tokens.NeedName("the name of a filter or a test");
        while (tokens.Skip("."))
        {
            name += "." + tokens.NeedName();
        }

        return name;
    }
}
