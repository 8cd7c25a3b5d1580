using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Expressions;

/// <summary>A part of a template that has a value.</summary>
internal abstract class Expression(int line)
{
    public int Line => line;

    public object Evaluate(Scope scope)
    {
        var outer = scope.Rendering.Enter(line);
        var value = Value(scope);
        scope.Rendering.Leave(outer);
        return value;
    }

    protected abstract object Value(Scope scope);
}

internal sealed class Constant(int line, object value) : Expression(line)
{
    public object Held => value;

    protected override object Value(Scope scope) => value;
}

internal sealed class NameExpression(int line, string name) : Expression(line)
{
    public string Name => name;

    protected override object Value(Scope scope) => scope[name];
}

/// <summary>A list or, in round brackets, a tuple.</summary>
internal sealed class ListExpression(int line, IReadOnlyList<Expression> items, bool isTuple) : Expression(line)
{
    public IReadOnlyList<Expression> Items => items;

    public bool IsTuple => isTuple;

    protected override object Value(Scope scope) => new TemplateList([.. items.Select(item => item.Evaluate(scope))], isTuple ? ListKind.Tuple : ListKind.List);
}

internal sealed class MapExpression(int line, IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var map = new TemplateMap();
        foreach (var (key, value) in entries)
        {
            var name = key.Evaluate(scope);
            scope.Rendering.ChargeCharacters(name);
            map.Set(name, value.Evaluate(scope));
        }

        return map;
    }
}

/// <summary>"a if b else c"; without else it may be undefined.</summary>
internal sealed class ConditionExpression(int line, Expression condition, Expression then, Expression? otherwise) : Expression(line)
{
    protected override object Value(Scope scope) => Python.IsTrue(condition.Evaluate(scope)) ? then.Evaluate(scope)
        : otherwise?.Evaluate(scope) ?? new Undefined("the value of an 'if' without 'else'");
}

/// <summary>"and" or "or": gives the operand that decides.</summary>
internal sealed class LogicExpression(int line, bool isAnd, Expression left, Expression right) : Expression(line)
{
    protected override object Value(Scope scope) => left.Evaluate(scope) is var value && Python.IsTrue(value) == isAnd ? right.Evaluate(scope) : value;
}

internal sealed class NotExpression(int line, Expression operand) : Expression(line)
{
    protected override object Value(Scope scope) => !Python.IsTrue(operand.Evaluate(scope));
}

/// <summary>"~": texts side by side.</summary>
internal sealed class ConcatExpression(int line, IReadOnlyList<Expression> parts) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var texts = parts.Select(part => Python.Text(part.Evaluate(scope), scope.Rendering)).ToList();
        scope.Rendering.ChargeText(texts.Sum(text => (long)text.Length));
        return string.Concat(texts);
    }
}

/// <summary>One or several comparisons in a row: "a &lt; b &lt; c".</summary>
internal sealed class CompareExpression(int line, Expression first, IReadOnlyList<(string Operator, Expression Right)> rest) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var left = first.Evaluate(scope);
        foreach (var (operation, expression) in rest)
        {
            var right = expression.Evaluate(scope);
            if (!Holds(operation, left, right, scope.Rendering))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    public static bool Holds(string operation, object left, object right, Rendering rendering) => operation switch
    {
        "==" => Python.AreEqual(left, right, rendering),
        "!=" => !Python.AreEqual(left, right, rendering),
        "in" => Python.Contains(right, left, rendering),
        "not in" => !Python.Contains(right, left, rendering),
        "<" => Python.Compare(left, right, rendering) < 0,
        "<=" => Python.Compare(left, right, rendering) <= 0,
        ">" => Python.Compare(left, right, rendering) > 0,
        _ => Python.Compare(left, right, rendering) >= 0,
    };
}
