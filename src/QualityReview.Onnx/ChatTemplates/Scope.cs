using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates;

/// <summary>The names that a part of a template sees. Loops, macros and blocks have a scope of their own; if has none.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, object> _names = new(StringComparer.Ordinal);
    private readonly Scope? _parent;

    public Scope(Rendering rendering) => Rendering = rendering;

    public Scope(Scope parent) => (_parent, Rendering) = (parent, parent.Rendering);

    public Rendering Rendering { get; }

    public object this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope._parent)
            {
                if (scope._names.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return new Undefined($"'{name}'");
        }
        set => _names[name] = value;
    }
}
