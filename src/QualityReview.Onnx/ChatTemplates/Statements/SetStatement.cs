using QualityReview.Onnx.ChatTemplates.Expressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Statements;

/// <summary>What a value is given to: a name, a field of a namespace, or several names at once.</summary>
internal sealed record Target(string Name, string? Field, IReadOnlyList<Target> Parts)
{
    public void Assign(Scope scope, object value)
    {
        if (Parts.Count > 0)
        {
            var items = Python.Iterate(value, scope.Rendering);
            if (value is Undefined undefined)
            {
                throw undefined.Fault();
            }

            if (items.Count != Parts.Count)
            {
                throw new TemplateFault($"{items.Count} values are given to {Parts.Count} names");
            }

            for (var i = 0; i < items.Count; i++)
            {
                Parts[i].Assign(scope, items[i]);
            }
        }
        else if (Field is null)
        {
            scope[Name] = value;
        }
        else if (scope[Name] is TemplateNamespace names)
        {
            names.Fields[Field] = value;
        }
        else
        {
            throw new TemplateFault($"a field of '{TemplateFault.Shown(Name)}' is set, which is no namespace");
        }
    }
}

/// <summary>"set a = …".</summary>
internal sealed class SetStatement(int line, Target target, Expression value) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        target.Assign(scope, value.Evaluate(scope));
        return Flow.Next;
    }
}

/// <summary>"set a" with a block as the value.</summary>
internal sealed class SetBlockStatement(int line, Target target, IReadOnlyList<FilterExpression> filters, Block body) : Statement(line)
{
    protected override Flow Execute(Scope scope, TemplateWriter writer)
    {
        var inner = new Scope(scope);
        target.Assign(scope, FilterStatement.Apply(filters, body.Capture(inner), inner));
        return Flow.Next;
    }
}
