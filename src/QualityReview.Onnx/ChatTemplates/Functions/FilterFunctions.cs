using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>The filters of templates, by name.</summary>
internal static class FilterFunctions
{
    private static readonly Dictionary<string, Func<object, Arguments, object>> s_filters = new(StringComparer.Ordinal)
    {
        ["abs"] = NumberFilters.Abs,
        ["attr"] = (value, arguments) => Fields.Find(value, arguments.NeedText("name"), arguments.Rendering) ?? new Undefined("a field"),
        ["capitalize"] = OfText((text, _) => TextCase.Capitalize(text)),
        ["count"] = ListFilters.Length,
        ["d"] = Default,
        ["default"] = Default,
        ["dictsort"] = ListFilters.SortEntries,
        ["first"] = ListFilters.First,
        ["float"] = NumberFilters.Float,
        ["indent"] = OfText(TextFilters.Indent),
        ["int"] = NumberFilters.Int,
        ["items"] = (value, _) => value switch
        {
            TemplateMap map => new TemplateList(Fields.Entries(map).Take(), ListKind.Generator),
            Undefined => new TemplateList([], ListKind.Generator),
            _ => throw new TemplateFault($"'items' was given {Python.TypeOf(value)}; a mapping is needed"),
        },
        ["join"] = ListFilters.Join,
        ["last"] = ListFilters.Last,
        ["length"] = ListFilters.Length,
        ["list"] = (value, arguments) => new TemplateList(Python.Iterate(value, arguments.Rendering)),
        ["lower"] = OfText((text, _) => TextCase.Lower(text)),
        ["map"] = SelectFilters.Map,
        ["max"] = (value, arguments) => ListFilters.Extreme(value, arguments, sign: 1),
        ["min"] = (value, arguments) => ListFilters.Extreme(value, arguments, sign: -1),
        ["reject"] = (value, arguments) => SelectFilters.Select(value, arguments, byField: false, keeps: false),
        ["rejectattr"] = (value, arguments) => SelectFilters.Select(value, arguments, byField: true, keeps: false),
        ["replace"] = OfText(TextFilters.Replace),
        ["reverse"] = ListFilters.Reverse,
        ["round"] = NumberFilters.Round,
        // Nothing is escaped, so nothing needs to be marked as safe.
        ["safe"] = OfText((text, _) => text),
        ["select"] = (value, arguments) => SelectFilters.Select(value, arguments, byField: false, keeps: true),
        ["selectattr"] = (value, arguments) => SelectFilters.Select(value, arguments, byField: true, keeps: true),
        ["sort"] = ListFilters.Sort,
        ["string"] = OfText((text, _) => text),
        ["sum"] = ListFilters.Sum,
        ["title"] = OfText((text, _) => TextCase.FilterTitle(text)),
        ["tojson"] = TextFilters.ToJson,
        ["trim"] = OfText((text, arguments) => StringMethods.Strip(text, arguments.TextOrNull("chars"), left: true, right: true)),
        ["unique"] = ListFilters.Unique,
        ["upper"] = OfText((text, _) => TextCase.Upper(text)),
    };

    public static object Apply(string name, object value, Arguments arguments)
    {
        var filter = s_filters.GetValueOrDefault(name) ?? throw TemplateFault.Unsupported("filter", name, s_filters.Keys);
        var result = filter(value, arguments);
        arguments.Done();
        return result;
    }

    private static Func<object, Arguments, object> OfText(Func<string, Arguments, string> filter) => (value, arguments) =>
    {
        var text = Python.Text(value, arguments.Rendering);
        arguments.Rendering.ChargeText(text.Length);
        return filter(text, arguments);
    };

    private static object Default(object value, Arguments arguments)
    {
        var absent = arguments.Next("default_value") ?? "";
        var alsoFalse = arguments.Flag("boolean");
        return value is Undefined || (alsoFalse && !Python.IsTrue(value)) ? absent : value;
    }
}
