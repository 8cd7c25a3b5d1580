using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Statements;

/// <summary>"for", with its own 'if', and 'else' for when there was nothing to go through.</summary>
internal sealed class ForStatement(int line, Target target, Expression list, Expression? condition, Block body, Block otherwise) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        var items = Python.Iterate(list.Evaluate(scope), scope.Rendering);
        if (condition is not null)
        {
            items = [.. items.Where(item => Holds(scope, item))];
        }

        for (var i = 0; i < items.Count; i++)
        {
            scope.Rendering.Charge(1);
            var inner = new Scope(scope);
            target.Assign(inner, items[i]);
            inner["loop"] = new LoopState(items, i);
            if (body.Run(inner, writer) == Flow.Break)
            {
                break;
            }
        }

        return items.Count == 0 ? otherwise.Run(new Scope(scope), writer) : Flow.Next;
    }

    private bool Holds(Scope scope, object item)
    {
        var inner = new Scope(scope);
        target.Assign(inner, item);
        return Python.IsTrue(condition!.Evaluate(inner));
    }
}

/// <summary>What "loop" is inside a loop.</summary>
internal sealed class LoopState(IReadOnlyList<object> items, int index)
{
    public static IReadOnlyList<string> Names { get; } =
        ["cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex", "revindex0"];

    public object? Find(string name) => name switch
    {
        "index" => index + 1L,
        "index0" => (long)index,
        "revindex" => (long)(items.Count - index),
        "revindex0" => items.Count - index - 1L,
        "first" => index == 0,
        "last" => index == items.Count - 1,
        "length" => (long)items.Count,
        // They count recursive loops, which are not supported.
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => index > 0 ? items[index - 1] : new Undefined("the item before the first"),
        "nextitem" => index + 1 < items.Count ? items[index + 1] : new Undefined("the item after the last"),
        "cycle" => new Callable("cycle", arguments => arguments.Placed.Count > 0
            ? arguments.Placed[index % arguments.Placed.Count]
            : throw new TemplateFault("'cycle' was given no values")),
        "changed" => throw TemplateFault.Unsupported("field of a loop", name, Names),
        _ => null,
    };
}
