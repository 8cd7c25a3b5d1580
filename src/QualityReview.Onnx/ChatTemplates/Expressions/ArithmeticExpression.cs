using System.Numerics;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Expressions;

/// <summary>+ - * / // % ** between two values, as Python computes them.</summary>
internal sealed class ArithmeticExpression(int line, string operation, Expression left, Expression right) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var a = left.Evaluate(scope);
        var b = right.Evaluate(scope);
        var rendering = scope.Rendering;
        switch (operation, a, b)
        {
            case ("+", string x, string y):
                rendering.ChargeText((long)x.Length + y.Length);
                return x + y;
            case ("+", TemplateList { IsSequence: true } x, TemplateList { IsSequence: true } y) when x.Kind == y.Kind:
                var (one, other) = (x.Take(), y.Take());
                rendering.ChargeItems((long)one.Count + other.Count);
                return new TemplateList([.. one, .. other], x.Kind);
            case ("*", string or TemplateList { IsSequence: true }, long or bool):
                return Repeat(a, Python.WholeOf(b), rendering);
            case ("*", long or bool, string or TemplateList { IsSequence: true }):
                return Repeat(b, Python.WholeOf(a), rendering);
            case (_, bool or long or double, bool or long or double):
                return a is double || b is double ? Real(Python.RealOf(a), Python.RealOf(b)) : Whole(Python.WholeOf(a), Python.WholeOf(b));
            case (_, Undefined undefined, _):
                throw undefined.Fault();
            case (_, _, Undefined undefined):
                throw undefined.Fault();
            case ("%", string, _):
                throw new TemplateFault("formatting a text with '%' is not supported; '~' and '+' are");
            default:
                throw new TemplateFault($"'{operation}' is not possible between {Python.TypeOf(a)} and {Python.TypeOf(b)}");
        }
    }

    private object Whole(long a, long b) => operation switch
    {
        "+" => Python.Whole((BigInteger)a + b),
        "-" => Python.Whole((BigInteger)a - b),
        "*" => Python.Whole((BigInteger)a * b),
        "**" => b < 0 ? Real(a, b) : b <= 64 || a is >= -1 and <= 1 ? Python.Whole(BigInteger.Pow(a, (int)(a is >= -1 and <= 1 ? b % 2 + (b > 0 ? 2 : 0) : b))) : Python.Whole(BigInteger.Pow(2, 65)),
        _ when b == 0 => throw new TemplateFault("it divides by 0"),
        "/" => (double)a / b,
        "//" => Python.Whole(Floor(a, b)),
        _ => Python.Whole(a - (Floor(a, b) * b)),
    };

    private double Real(double a, double b) => operation switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" => Math.Pow(a, b),
        _ when b == 0 => throw new TemplateFault("it divides by 0"),
        "/" => a / b,
        "//" => Math.Floor(a / b),
        _ => a - (Math.Floor(a / b) * b),
    };

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return !rest.IsZero && rest.Sign != b.Sign ? quotient - 1 : quotient;
    }

    private static object Repeat(object value, long times, Rendering rendering)
    {
        times = Math.Clamp(times, 0, Rendering.MostCharacters + 1);
        if (value is string text)
        {
            rendering.ChargeText(text.Length * times);
            return string.Concat(Enumerable.Repeat(text, text.Length == 0 ? 0 : (int)times));
        }

        var list = (TemplateList)value;
        var items = list.Take();
        rendering.ChargeItems(items.Count * times);
        return new TemplateList([.. Enumerable.Repeat(items, items.Count == 0 ? 0 : (int)times).SelectMany(item => item)], list.Kind);
    }
}

/// <summary>A number with its sign kept or turned round.</summary>
internal sealed class SignExpression(int line, bool isMinus, Expression operand) : Expression(line)
{
    protected override object Value(Scope scope) => operand.Evaluate(scope) switch
    {
        double number => isMinus ? -number : number,
        var other => Python.Whole(isMinus ? -(BigInteger)Python.WholeOf(other) : Python.WholeOf(other)),
    };
}
