using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>map, and select and its kin, which take the name of another filter or of a test.</summary>
internal static class SelectFilters
{
    public static object Map(object value, Arguments arguments)
    {
        var items = Python.Iterate(value, arguments.Rendering);
        if (arguments.Placed.Count > 0)
        {
            var filter = arguments.NeedText("filter");
            var rest = Rest(arguments);
            return new TemplateList([.. items.Select(item => FilterFunctions.Apply(filter, item, rest(filter)))], ListKind.Generator);
        }

        var field = arguments.Need("attribute");
        var absent = arguments.Next("default");
        return new TemplateList([.. items.Select(item => ListFilters.FieldOf(item, field, arguments.Rendering, absent))], ListKind.Generator);
    }

    /// <param name="byField">Whether the test is of a field of each item.</param>
    /// <param name="keeps">Whether items that pass are kept, or dropped.</param>
    public static object Select(object value, Arguments arguments, bool byField, bool keeps)
    {
        var items = Python.Iterate(value, arguments.Rendering);
        var field = byField ? arguments.Need("attribute") : null;
        var test = arguments.Placed.Count > (byField ? 1 : 0) ? arguments.NeedText("test") : null;
        var rest = Rest(arguments);
        return new TemplateList([.. items.Where(item => Passes(field is null ? item : ListFilters.FieldOf(item, field, arguments.Rendering)) == keeps)], ListKind.Generator);

        bool Passes(object tested) => test is null ? Python.IsTrue(tested) : TestFunctions.Holds(test, tested, rest(test));
    }

    /// <summary>The arguments that go on to the filter or the test.</summary>
    private static Func<string, Arguments> Rest(Arguments arguments)
    {
        var placed = new List<object>();
        while (arguments.NextPlaced() is { } argument)
        {
            placed.Add(argument);
        }

        var named = arguments.Named.Keys.ToDictionary(key => key, arguments.Need, StringComparer.Ordinal);
        return name => new Arguments(name, arguments.Rendering, placed, named);
    }
}
