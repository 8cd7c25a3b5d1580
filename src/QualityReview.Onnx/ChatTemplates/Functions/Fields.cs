using QualityReview.Onnx.ChatTemplates.Statements;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>The methods and fields of values.</summary>
internal static class Fields
{
    private static readonly string[] s_mapMethods = ["get", "items", "keys", "values"];
    private static readonly string[] s_mapOthers = ["clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update"];
    private static readonly string[] s_listMethods = ["count", "index"];
    private static readonly string[] s_listOthers = ["append", "clear", "copy", "extend", "insert", "pop", "remove", "reverse", "sort"];

    /// <summary>The method or field, or null where Python's type has none of the name.</summary>
    /// <exception cref="TemplateFault">Python's type has it, and it is not supported here.</exception>
    public static object? Find(object value, string name, Rendering rendering)
    {
        if (name.StartsWith('_') && value is not (TemplateMap or TemplateNamespace))
        {
            throw new TemplateFault($"the hidden field '{TemplateFault.Shown(name)}' is not supported");
        }

        return value switch
        {
            Undefined undefined => throw undefined.Fault(),
            string text => StringMethods.Find(text, name, rendering),
            TemplateMap map => Method(name, s_mapMethods, s_mapOthers, "mapping", arguments => OfMap(map, name, arguments)),
            TemplateList { IsSequence: true } list => Method(name, s_listMethods, list.Kind == ListKind.List ? s_listOthers : [], "list", arguments => OfList(list, name, arguments)),
            TemplateNamespace names => names.Fields.GetValueOrDefault(name),
            LoopState loop => loop.Find(name),
            _ => null,
        };
    }

    private static Callable? Method(string name, string[] supported, string[] others, string type, Func<Arguments, object> call) =>
        supported.Contains(name) ? new Callable(name, call)
        : others.Contains(name) ? throw TemplateFault.Unsupported($"method of a {type}", name, supported)
        : null;

    private static object OfMap(TemplateMap map, string name, Arguments arguments)
    {
        arguments.Rendering.ChargeItems(map.Count);
        object result = name switch
        {
            "get" => Get(map, arguments.Need("key"), arguments.Next("default"), arguments.Rendering),
            "items" => Entries(map),
            "keys" => new TemplateList([.. map.Keys], ListKind.View),
            _ => new TemplateList([.. map.Items], ListKind.View),
        };
        arguments.Done();
        return result;
    }

    private static object Get(TemplateMap map, object key, object? absent, Rendering rendering)
    {
        rendering.ChargeCharacters(key);
        return map.Find(key) ?? absent ?? None.Value;
    }

    /// <summary>Pairs of key and value.</summary>
    public static TemplateList Entries(TemplateMap map) =>
        new([.. map.Entries.Select(entry => new TemplateList([entry.Key, entry.Value], ListKind.Tuple))], ListKind.View);

    private static object OfList(TemplateList list, string name, Arguments arguments)
    {
        var sought = arguments.Need("value");
        arguments.Done();
        var places = list.Take().Select((item, i) => (item, i)).Where(pair => Python.AreEqual(pair.item, sought, arguments.Rendering)).Select(pair => (long)pair.i).ToList();
        return name == "count" ? (long)places.Count : places.Count > 0 ? places[0] : throw new TemplateFault("'index' finds no such item in the list");
    }
}
