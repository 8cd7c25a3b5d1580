using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Statements;

/// <summary>What comes after a statement.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>A part of a template that writes, or sets names.</summary>
internal abstract class Statement(int line)
{
    public Flow Run(Scope scope, TemplateWriter writer)
    {
        var outer = scope.Rendering.Enter(line);
        var flow = Execute(scope, writer);
        scope.Rendering.Leave(outer);
        return flow;
    }

    protected abstract Flow Execute(Scope scope, TemplateWriter writer);
}

/// <summary>Several statements.</summary>
internal sealed record Block(IReadOnlyList<Statement> Statements)
{
    public Flow Run(Scope scope, TemplateWriter writer)
    {
        foreach (var statement in Statements)
        {
            if (statement.Run(scope, writer) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>What the statements write, as a text.</summary>
    public string Capture(Scope scope)
    {
        var writer = new TemplateWriter(scope.Rendering);
        Run(scope, writer);
        return writer.ToString();
    }
}

/// <summary>Text outside of tags.</summary>
internal sealed class TextStatement(int line, string text) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        writer.Write(text);
        return Flow.Next;
    }
}

/// <summary>"{{ … }}".</summary>
internal sealed class PrintStatement(int line, Expression expression) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        writer.Write(Python.Text(expression.Evaluate(scope), scope.Rendering));
        return Flow.Next;
    }
}

internal sealed class IfStatement(int line, IReadOnlyList<(Expression Condition, Block Then)> branches, Block otherwise) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        foreach (var (condition, then) in branches)
        {
            if (Python.IsTrue(condition.Evaluate(scope)))
            {
                return then.Run(scope, writer);
            }
        }

        return otherwise.Run(scope, writer);
    }
}

/// <summary>break or continue.</summary>
internal sealed class JumpStatement(int line, Flow flow) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer) => flow;
}

/// <summary>"generation": marks what the model says, for training; its text is written as it is.</summary>
internal sealed class PlainBlockStatement(int line, Block body) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer) => body.Run(new Scope(scope), writer);
}

/// <summary>"with": names for one block.</summary>
internal sealed class WithStatement(int line, IReadOnlyList<(Target Target, Expression Value)> names, Block body) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        var inner = new Scope(scope);
        foreach (var (target, value) in names)
        {
            // Values do not see the other names of the same statement.
            target.Assign(inner, value.Evaluate(scope));
        }

        return body.Run(inner, writer);
    }
}

/// <summary>"filter": a filter over a block.</summary>
internal sealed class FilterStatement(int line, IReadOnlyList<FilterExpression> filters, Block body) : Statement(line)
{
    public static object Apply(IReadOnlyList<FilterExpression> filters, string text, Scope scope) =>
        filters.Aggregate((object)text, (value, filter) => filter.Apply(value, scope));

    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        var inner = new Scope(scope);
        writer.Write(Python.Text(Apply(filters, body.Capture(inner), inner), scope.Rendering));
        return Flow.Next;
    }
}
