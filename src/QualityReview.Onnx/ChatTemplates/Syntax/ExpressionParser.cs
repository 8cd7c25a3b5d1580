using System.Text;
using QualityReview.Onnx.ChatTemplates.Expressions;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Reads expressions, with the ranks of operators that Jinja gives them.</summary>
internal sealed partial class ExpressionParser(TokenReader tokens)
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
        var name = new StringBuilder(tokens.NeedName("the name of a filter or a test"));
        while (tokens.Skip("."))
        {
            name.Append('.').Append(tokens.NeedName());
        }

        return name.ToString();
    }
}
