using System.Globalization;
using System.Numerics;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    public static object Abs(object value, Arguments arguments) => value is double number ? Math.Abs(number) : Python.Whole(BigInteger.Abs(Python.WholeOf(value)));

    public static object Int(object value, Arguments arguments)
    {
        var absent = arguments.Next("default") ?? 0L;
        var digits = arguments.Whole("base", 10);
        return digits != 10 ? throw new TemplateFault("'int' with another base than 10 is not supported") : value switch
        {
            Undefined undefined => throw undefined.Fault(),
            bool or long => Python.WholeOf(value),
            double number => double.IsFinite(number) ? Python.Whole(new BigInteger(number)) : absent,
            string text when BigInteger.TryParse(Trimmed(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Python.Whole(whole),
            string text when Parse(text) is { } real && double.IsFinite(real) => Python.Whole(new BigInteger(real)),
            _ => absent,
        };
    }

    public static object Float(object value, Arguments arguments)
    {
        var absent = arguments.Next("default") ?? 0.0;
        return value switch
        {
            Undefined undefined => throw undefined.Fault(),
            bool or long or double => Python.RealOf(value),
            string text => Parse(text) ?? absent,
            _ => absent,
        };
    }

    public static object Round(object value, Arguments arguments)
    {
        var precision = arguments.Whole("precision", 0);
        var method = arguments.TextOrNull("method") ?? "common";
        var number = Python.RealOf(value);
        return precision != 0 ? throw new TemplateFault("'round' with a precision is not supported") : method switch
        {
            "common" => value is double ? Math.Round(number, MidpointRounding.ToEven) : value,
            "ceil" => Math.Ceiling(number),
            "floor" => Math.Floor(number),
            _ => throw new TemplateFault($"'round' by '{TemplateFault.Shown(method)}' is not supported; common, ceil and floor are"),
        };
    }

    private static double? Parse(string text) =>
        double.TryParse(Trimmed(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Trimmed(string text)
    {
        var trimmed = StringMethods.Strip(text, null, left: true, right: true);
        return trimmed.Contains('_', StringComparison.Ordinal) ? throw new TemplateFault("a number with '_' in a text is not supported") : trimmed;
    }
}
