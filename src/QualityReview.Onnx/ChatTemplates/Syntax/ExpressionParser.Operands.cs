using System.Globalization;
using System.Numerics;
using System.Text;
using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>What operators stand between: constants, names, lists and mappings, with fields, places and calls behind them.</summary>
internal sealed partial class ExpressionParser
{
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
                var text = new StringBuilder(token.Text);
                while (tokens.Current.Kind == TokenKind.String)
                {
                    text.Append(tokens.Next().Text);
                }

                return new Constant(token.Line, text.ToString());
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
}
