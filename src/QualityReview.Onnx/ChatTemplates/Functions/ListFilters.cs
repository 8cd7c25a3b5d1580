using System.Globalization;
using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>Filters of lists.</summary>
internal static class ListFilters
{
    public static object Length(object value, Arguments arguments)
    {
        arguments.Rendering.ChargeCharacters(value);
        return value switch
        {
            string text => (long)Python.Length(text),
            TemplateMap map => (long)map.Count,
            TemplateList { Kind: not ListKind.Generator } list => (long)list.Take().Count,
            Undefined => 0L,
            _ => throw new TemplateFault($"{Python.TypeOf(value)} has no length"),
        };
    }

    public static object First(object value, Arguments arguments) => Python.Iterate(value, arguments.Rendering) is [var first, ..] ? first : new Undefined("the first item of nothing");

    public static object Last(object value, Arguments arguments) => value is TemplateList { Kind: ListKind.Generator }
        ? throw new TemplateFault($"'last' was given {Python.TypeOf(value)}")
        : Python.Iterate(value, arguments.Rendering) is [.., var last] ? last : new Undefined("the last item of nothing");

    public static object Join(object value, Arguments arguments)
    {
        var between = arguments.Next("d") is { } given ? Python.Text(given, arguments.Rendering) : "";
        var field = arguments.Next("attribute");
        var texts = Python.Iterate(value, arguments.Rendering)
            .Select(item => Python.Text(field is null or None ? item : FieldOf(item, field, arguments.Rendering), arguments.Rendering))
            .ToList();
        return StringMethods.Join(new TemplateList([.. texts]), between, arguments.Rendering);
    }

    public static object Reverse(object value, Arguments arguments)
    {
        var items = Python.Iterate(value, arguments.Rendering).Reverse().ToList();
        return value is string ? string.Concat(items) : new TemplateList(items, ListKind.Generator);
    }

    public static object Sort(object value, Arguments arguments)
    {
        var isReversed = arguments.Flag("reverse");
        var key = Key(arguments);
        var sorted = Ordered(Python.Iterate(value, arguments.Rendering), key, isReversed, arguments.Rendering);
        return new TemplateList(sorted);
    }

    public static object SortEntries(object value, Arguments arguments)
    {
        var minds = arguments.Flag("case_sensitive");
        var by = arguments.TextOrNull("by") ?? "key";
        var isReversed = arguments.Flag("reverse");
        var map = value as TemplateMap ?? throw new TemplateFault($"'dictsort' was given {Python.TypeOf(value)}; a mapping is needed");
        var place = by switch { "key" => 0L, "value" => 1L, _ => throw new TemplateFault("'dictsort' sorts by 'key' or by 'value'") };
        return new TemplateList(Ordered(Fields.Entries(map).Take(), item => Folded(ItemExpression.Of(item, place, arguments.Rendering), minds), isReversed, arguments.Rendering));
    }

    public static object Unique(object value, Arguments arguments)
    {
        var key = Key(arguments);
        var seen = new TemplateMap();
        var kept = new List<object>();
        foreach (var item in Python.Iterate(value, arguments.Rendering))
        {
            var name = key(item);
            arguments.Rendering.ChargeCharacters(name);
            if (seen.Find(name) is null)
            {
                seen.Set(name, true);
                kept.Add(item);
            }
        }

        return new TemplateList(kept, ListKind.Generator);
    }

    public static object Extreme(object value, Arguments arguments, int sign)
    {
        var key = Key(arguments);
        object? best = null;
        foreach (var item in Python.Iterate(value, arguments.Rendering))
        {
            best = best is null || Python.Compare(key(item), key(best), arguments.Rendering) * sign > 0 ? item : best;
        }

        return best ?? new Undefined("the largest or smallest item of nothing");
    }

    public static object Sum(object value, Arguments arguments)
    {
        var field = arguments.Next("attribute");
        var sum = arguments.Next("start") ?? 0L;
        foreach (var item in Python.Iterate(value, arguments.Rendering))
        {
            var number = field is null or None ? item : FieldOf(item, field, arguments.Rendering);
            sum = sum is double || number is double ? Python.RealOf(sum) + Python.RealOf(number) : Python.Whole((System.Numerics.BigInteger)Python.WholeOf(sum) + Python.WholeOf(number));
        }

        return sum;
    }

    /// <summary>A field of an item, or a field of its field: "function.name".</summary>
    /// <param name="absent">What stands for a field that is not there; null leaves it undefined.</param>
    public static object FieldOf(object item, object path, Rendering rendering, object? absent = null)
    {
        if (path is long)
        {
            return ItemExpression.Of(item, path, rendering) is var found && found is Undefined ? absent ?? found : found;
        }

        var name = path as string ?? throw new TemplateFault($"{Python.TypeOf(path)} is used as the name of a field");
        return name.Split('.').Aggregate(item, (value, part) => ItemExpression.Of(value, KeyOf(part), rendering) is var found && found is Undefined ? absent ?? found : found);
    }

    private static object KeyOf(string part) => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit) ? long.Parse(part, CultureInfo.InvariantCulture) : part;

    private static Func<object, object> Key(Arguments arguments)
    {
        var minds = arguments.Flag("case_sensitive");
        var field = arguments.Next("attribute");
        return item =>
        {
            var key = field is null or None ? item : FieldOf(item, field, arguments.Rendering);
            arguments.Rendering.ChargeCharacters(key);
            return Folded(key, minds);
        };
    }

    private static object Folded(object value, bool minds) => value is string text && !minds ? TextCase.Lower(text) : value;

    private static List<object> Ordered(IReadOnlyList<object> items, Func<object, object> key, bool isReversed, Rendering rendering)
    {
        var order = Comparer<object>.Create((a, b) => Python.Compare(a, b, rendering));
        return isReversed ? [.. items.OrderByDescending(key, order)] : [.. items.OrderBy(key, order)];
    }
}
