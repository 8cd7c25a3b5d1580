using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>What may follow "is".</summary>
internal static class TestFunctions
{
    private static readonly Dictionary<string, Func<object, Arguments, bool>> s_tests = new(StringComparer.Ordinal)
    {
        ["boolean"] = (value, _) => value is bool,
        ["callable"] = (value, _) => value is Callable,
        ["defined"] = (value, _) => value is not Undefined,
        ["divisibleby"] = (value, arguments) => Rest(value, Python.WholeOf(arguments.Need("num"))) == 0,
        ["even"] = (value, _) => Rest(value, 2) == 0,
        ["false"] = (value, _) => value is false,
        ["float"] = (value, _) => value is double,
        ["in"] = (value, arguments) => Python.Contains(arguments.Need("seq"), value, arguments.Rendering),
        ["integer"] = (value, _) => value is long,
        ["iterable"] = (value, _) => value is string or TemplateList or TemplateMap or Undefined,
        ["lower"] = (value, arguments) => HasCase(value, arguments, TextCase.Lower, TextCase.Upper),
        ["mapping"] = (value, _) => value is TemplateMap,
        ["none"] = (value, _) => value is None,
        ["number"] = (value, _) => value is bool or long or double,
        ["odd"] = (value, _) => Rest(value, 2) != 0,
        ["sameas"] = (value, arguments) => arguments.Need("other") is var other && (value is bool && other is bool ? value.Equals(other) : value is None or TemplateMap or TemplateList
            ? ReferenceEquals(value, other) : throw new TemplateFault("'sameas' is supported of true, false, none, lists and mappings")),
        ["sequence"] = (value, _) => value is string or TemplateMap or TemplateList { Kind: not (ListKind.Generator or ListKind.View) } or Undefined,
        ["string"] = (value, _) => value is string,
        ["true"] = (value, _) => value is true,
        ["undefined"] = (value, _) => value is Undefined,
        ["upper"] = (value, arguments) => HasCase(value, arguments, TextCase.Upper, TextCase.Lower),
    };

    static TestFunctions()
    {
        (string Operator, string[] Names)[] comparisons =
            [("==", ["eq", "equalto", "=="]), ("!=", ["ne", "!="]), ("<", ["lt", "lessthan", "<"]), ("<=", ["le", "<="]), (">", ["gt", "greaterthan", ">"]), (">=", ["ge", ">="])];
        foreach (var (operation, names) in comparisons)
        {
            foreach (var name in names)
            {
                s_tests[name] = (value, arguments) => CompareExpression.Holds(operation, value, arguments.Need("other"), arguments.Rendering);
            }
        }
    }

    public static bool Holds(string name, object value, Arguments arguments)
    {
        var test = s_tests.GetValueOrDefault(name) ?? throw TemplateFault.Unsupported("test", name, s_tests.Keys);
        var holds = test(value, arguments);
        arguments.Done();
        return holds;
    }

    private static long Rest(object value, long divisor) => divisor == 0 ? throw new TemplateFault("it divides by 0")
        : divisor == -1 ? 0
        : Python.WholeOf(value) % divisor;

    // True of a text with a letter in this case and none in the other.
    private static bool HasCase(object value, Arguments arguments, Func<string, string> own, Func<string, string> other) =>
        Python.Text(value, arguments.Rendering) is var text && own(text) == text && other(text) != text;
}
