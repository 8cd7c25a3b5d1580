using QualityReview.Onnx.ChatTemplates.Functions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Expressions;

/// <summary>"a.b": the method or field b, else what a holds under the key b.</summary>
internal sealed class FieldExpression(int line, Expression whole, string name) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var value = whole.Evaluate(scope);
        return Fields.Find(value, name, scope.Rendering)
            ?? (value as TemplateMap)?.Find(name)
            ?? Missing(value, name);
    }

    public static Undefined Missing(object value, object key) => new($"'{key}' of {Python.TypeOf(value)}");
}

/// <summary>"a[b]": what a holds under the key or at the place b, else the method or field b.</summary>
internal sealed class ItemExpression(int line, Expression whole, Expression key) : Expression(line)
{
    protected override object Value(Scope scope) => Of(whole.Evaluate(scope), key.Evaluate(scope), scope.Rendering);

    public static object Of(object value, object key, Rendering rendering)
    {
        rendering.ChargeCharacters(value);
        rendering.ChargeCharacters(key);
        return Found(value, key, rendering);
    }

    private static object Found(object value, object key, Rendering rendering) => (value, key) switch
    {
        (Undefined undefined, _) => throw undefined.Fault(),
        (TemplateMap map, _) => map.Find(key) ?? FieldOf(value, key, rendering),
        (string text, long or bool) => Place(Python.Characters(text), Python.WholeOf(key)) ?? FieldExpression.Missing(value, key),
        (TemplateList { HasPlaces: true } list, long or bool) => Place(list.Take(), Python.WholeOf(key)) ?? FieldExpression.Missing(value, key),
        _ => FieldOf(value, key, rendering),
    };

    private static object FieldOf(object value, object key, Rendering rendering) =>
        (key is string name ? Fields.Find(value, name, rendering) : null) ?? FieldExpression.Missing(value, key as string ?? Python.TypeOf(key));

    private static object? Place(IReadOnlyList<object> items, long at)
    {
        var place = at < 0 ? at + items.Count : at;
        return place >= 0 && place < items.Count ? items[(int)place] : null;
    }
}

/// <summary>"a[from:to:step]" of a list or a text.</summary>
internal sealed class SliceExpression(int line, Expression whole, Expression? from, Expression? to, Expression? step) : Expression(line)
{
    protected override object Value(Scope scope)
    {
        var value = whole.Evaluate(scope);
        var items = value switch
        {
            string text => Python.Characters(text),
            TemplateList { HasPlaces: true } list => list.Take(),
            Undefined undefined => throw undefined.Fault(),
            _ => throw new TemplateFault($"{Python.TypeOf(value)} is cut into a slice"),
        };
        var by = Bound(step, scope) ?? 1;
        if (by == 0)
        {
            throw new TemplateFault("a slice has the step 0");
        }

        scope.Rendering.ChargeItems(items.Count);
        var kept = new List<object>();
        var (low, high) = by > 0 ? (0L, items.Count) : (-1L, items.Count - 1L);
        var begin = Clamp(Bound(from, scope) ?? (by > 0 ? low : high), Bound(from, scope) is null, items.Count, low, high);
        var end = Clamp(Bound(to, scope) ?? (by > 0 ? high : low), Bound(to, scope) is null, items.Count, low, high);
        // A huge step would run over the end of the numbers.
        by = Math.Clamp(by, -items.Count - 1, items.Count + 1);
        for (var i = begin; by > 0 ? i < end : i > end; i += by)
        {
            kept.Add(items[(int)i]);
        }

        return value is TemplateList original ? new TemplateList(kept, original.Kind) : string.Concat(kept);
    }

    private static long Clamp(long place, bool isAbsent, int count, long low, long high) =>
        isAbsent ? place : Math.Clamp(place < 0 ? Math.Max(place, -count - 1L) + count : place, low, high);

    private static long? Bound(Expression? expression, Scope scope) => expression?.Evaluate(scope) switch
    {
        null or None => null,
        var value => Python.WholeOf(value),
    };
}

/// <summary>"f(a, b=c)".</summary>
internal sealed class CallExpression(int line, Expression function, ArgumentList arguments) : Expression(line)
{
    /// <summary>A call with the block of a call statement as its 'caller'.</summary>
    public object Call(Scope scope, Callable? caller)
    {
        var called = function.Evaluate(scope) switch
        {
            Callable callable => callable,
            Undefined undefined when function is NameExpression { Name: var name } => throw TemplateFault.Unsupported("function", name, Globals.Names, Line),
            Undefined undefined => throw undefined.Fault(),
            var other => throw new TemplateFault($"{Python.TypeOf(other)} is called like a function"),
        };
        return called.Call(arguments.Evaluate(called.Name, scope, caller));
    }

    protected override object Value(Scope scope) => Call(scope, null);
}

/// <summary>The arguments of a call, a filter or a test.</summary>
internal sealed record ArgumentList(IReadOnlyList<Expression> Placed, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static ArgumentList Empty { get; } = new([], []);

    public Arguments Evaluate(string function, Scope scope, Callable? caller = null)
    {
        var placed = Placed.Select(argument => argument.Evaluate(scope)).ToList();
        var named = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in Named)
        {
            named[name] = value.Evaluate(scope);
        }

        if (caller is not null)
        {
            named["caller"] = caller;
        }

        return new(function, scope.Rendering, placed, named);
    }
}

/// <summary>"a | filter(b)".</summary>
internal sealed class FilterExpression(int line, string name, Expression? input, ArgumentList arguments) : Expression(line)
{
    /// <summary>The filter on a value that is not an expression: the text of a block.</summary>
    public object Apply(object value, Scope scope) => FilterFunctions.Apply(name, value, arguments.Evaluate(name, scope));

    public string Name => name;

    protected override object Value(Scope scope) => Apply(input!.Evaluate(scope), scope);
}

/// <summary>"a is test(b)".</summary>
internal sealed class TestExpression(int line, string name, Expression input, ArgumentList arguments) : Expression(line)
{
    protected override object Value(Scope scope) => TestFunctions.Holds(name, input.Evaluate(scope), arguments.Evaluate(name, scope));
}
