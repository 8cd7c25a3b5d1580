using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>Filters of texts that take more than a line.</summary>
internal static class TextFilters
{
    public static string Replace(string text, Arguments arguments)
    {
        var old = Python.Text(arguments.Need("old"), arguments.Rendering);
        var replacement = Python.Text(arguments.Need("new"), arguments.Rendering);
        var count = arguments.Next("count") is { } value and not None ? Python.WholeOf(value) : -1;
        return StringMethods.Replace(text, old, replacement, count, arguments.Rendering);
    }

    /// <summary>Every line but the first begins with so many spaces; empty lines do not, unless asked for.</summary>
    public static string Indent(string text, Arguments arguments)
    {
        var width = arguments.Next("width") ?? 4L;
        var indent = width as string ?? new string(' ', (int)Math.Clamp(Python.WholeOf(width), 0, Rendering.MostCharacters));
        var (alsoFirst, alsoBlank) = (arguments.Flag("first"), arguments.Flag("blank"));
        var lines = StringMethods.Lines(text + "\n").ToList();
        arguments.Rendering.ChargeText(text.Length + ((long)indent.Length * lines.Count));
        return (alsoFirst ? indent : "") + string.Join('\n', lines.Select((line, i) => i > 0 && (alsoBlank || line.Length > 0) ? indent + line : line));
    }

    /// <summary>As chat templates have it: transformers replaces Jinja's own filter, which escapes HTML.</summary>
    public static object ToJson(object value, Arguments arguments)
    {
        var escapes = arguments.Flag("ensure_ascii");
        var indent = arguments.Next("indent");
        var separators = arguments.Next("separators");
        var sorts = arguments.Flag("sort_keys");
        var (between, colon) = separators is null or None ? (null, ": ")
            : separators is TemplateList { IsSequence: true } pair && pair.Take() is [string first, string second] ? (first, second)
            : throw new TemplateFault("'tojson' is given separators that are no pair of texts");
        return new PythonJson(arguments.Rendering)
        {
            EscapesNonAscii = escapes,
            Indent = indent is null or None ? null : indent as string ?? new string(' ', (int)Math.Clamp(Python.WholeOf(indent), 0, 1000)),
            ItemSeparator = between,
            KeySeparator = colon,
            SortsKeys = sorts,
        }.Write(value);
    }
}
