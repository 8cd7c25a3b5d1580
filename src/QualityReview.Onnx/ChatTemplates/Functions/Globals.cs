using System.Globalization;
using System.Text;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>The functions that every template may call.</summary>
internal static class Globals
{
    public static IReadOnlyList<string> Names { get; } = ["dict", "namespace", "raise_exception", "range", "strftime_now"];

    public static void AddTo(Scope scope)
    {
        foreach (var name in Names)
        {
            scope[name] = new Callable(name, arguments =>
            {
                var result = Call(name, arguments);
                arguments.Done();
                return result;
            });
        }
    }

    private static object Call(string name, Arguments arguments)
    {
        switch (name)
        {
            case "raise_exception":
                throw new TemplateFault($"it refuses these messages: {TemplateFault.Shown(Python.Text(arguments.Need("message"), arguments.Rendering)).TrimEnd('.')}");
            case "range":
                return Range(arguments);
            case "strftime_now":
                arguments.Rendering.AskedForDate = true;
                return Date(arguments.NeedText("format"));
            case "namespace":
                var names = new TemplateNamespace();
                foreach (var (key, value) in Fields(arguments))
                {
                    names.Fields[key as string ?? throw new TemplateFault($"{Python.TypeOf(key)} is used as the name of a field")] = value;
                }

                return names;
            default:
                return Fields(arguments).Aggregate(new TemplateMap(), (map, field) => map.Set(field.Key, field.Value));
        }
    }

    /// <summary>A mapping as first argument, then named ones.</summary>
    private static List<KeyValuePair<object, object>> Fields(Arguments arguments)
    {
        List<KeyValuePair<object, object>> fields = arguments.Placed.Count == 0 ? [] : arguments.Need("mapping") is TemplateMap map
            ? [.. map.Entries]
            : throw new TemplateFault("a mapping or named arguments are expected by 'namespace' and 'dict'");
        fields.AddRange(arguments.Named.Select(named => KeyValuePair.Create((object)named.Key, arguments.Need(named.Key))));
        return fields;
    }

    private static TemplateList Range(Arguments arguments)
    {
        var first = Python.WholeOf(arguments.Need("start"));
        var second = arguments.Next("stop");
        var step = Python.WholeOf(arguments.Next("step") ?? 1L);
        var (from, to) = second is null ? (0L, first) : (first, Python.WholeOf(second));
        if (step == 0)
        {
            throw new TemplateFault("'range' is given the step 0");
        }

        var span = step > 0 ? (decimal)to - from : (decimal)from - to;
        var count = span <= 0 ? 0 : decimal.Ceiling(span / Math.Abs((decimal)step));
        arguments.Rendering.ChargeItems(count > Rendering.MostItems ? Rendering.MostItems + 1 : (long)count);
        return new TemplateList([.. Enumerable.Range(0, (int)count).Select(i => (object)(from + (i * step)))], ListKind.Range);
    }

    /// <summary>The fixed date, in Python's format.</summary>
    private static string Date(string format)
    {
        var date = ChatTemplate.FixedDate;
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var isShort = format[++i] == '-' && i + 1 < format.Length;
            var letter = isShort ? format[++i] : format[i];
            var shown = letter switch
            {
                'Y' => "yyyy", 'y' => "yy", 'm' => "MM", 'B' => "MMMM", 'b' => "MMM", 'd' => "dd", 'A' => "dddd", 'a' => "ddd", 'H' => "HH", 'M' => "mm", 'S' => "ss",
                'I' => "hh", 'p' => "tt", 'F' => "yyyy-MM-dd", 'T' => "HH:mm:ss",
                _ => throw new TemplateFault($"the part '%{letter}' of a date is not supported; %Y, %y, %m, %B, %b, %d, %A, %a, %H, %I, %M, %S, %p, %F and %T are"),
            };
            var part = date.ToString(shown, CultureInfo.InvariantCulture);
            text.Append(isShort ? part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0" : part);
        }

        return text.ToString();
    }
}
