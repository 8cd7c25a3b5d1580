using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Statements;

/// <summary>The names of a macro's arguments, with what they are where a call leaves them out, and its body.</summary>
internal sealed record MacroBody(string Name, IReadOnlyList<(string Name, Expression? Absent)> Parameters, Block Body)
{
    /// <param name="scope">Where the macro stands: it sees what is there when it is called.</param>
    public Callable Bind(Scope scope) => new(Name, arguments =>
    {
        var inner = new Scope(scope);
        foreach (var (name, absent) in Parameters)
        {
            inner[name] = arguments.Next(name) ?? absent?.Evaluate(inner) ?? new Undefined($"the argument '{name}'");
        }

        if (arguments.Named.ContainsKey("caller"))
        {
            inner["caller"] = arguments.Need("caller");
        }

        arguments.Done();
        return Body.Capture(inner);
    });
}

/// <summary>"macro": sets a name to a function that gives what the block writes.</summary>
internal sealed class MacroStatement(int line, MacroBody macro) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        scope[macro.Name] = macro.Bind(scope);
        return Flow.Next;
    }
}

/// <summary>"call": calls a macro that may call this statement's block, as 'caller'.</summary>
internal sealed class CallStatement(int line, CallExpression call, MacroBody caller) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        writer.Write(Python.Text(call.Call(scope, caller.Bind(scope)), scope.Rendering));
        return Flow.Next;
    }
}
