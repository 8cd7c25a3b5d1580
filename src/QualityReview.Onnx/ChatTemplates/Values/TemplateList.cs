namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>What Python would call it: that decides how it prints and what may be asked of it.</summary>
internal enum ListKind
{
    List,
    Tuple,

    /// <summary>What range gives: has places and a length, but does not print as a list.</summary>
    Range,

    /// <summary>The view of a mapping: can be counted and gone through.</summary>
    View,

    /// <summary>What map, select and their like give: can be gone through once.</summary>
    Generator,
}

/// <summary>Several values in order. Never changed once made: templates run in a sandbox that forbids it.</summary>
internal sealed class TemplateList(IReadOnlyList<object> items, ListKind kind = ListKind.List)
{
    private IReadOnlyList<object> _items = items;

    public ListKind Kind => kind;

    /// <summary>Whether it is a list or a tuple.</summary>
    public bool IsSequence => kind is ListKind.List or ListKind.Tuple;

    /// <summary>Whether an item can be asked for by its place.</summary>
    public bool HasPlaces => IsSequence || kind == ListKind.Range;

    /// <summary>The items; a generator is empty afterwards.</summary>
    public IReadOnlyList<object> Take()
    {
        var taken = _items;
        if (kind == ListKind.Generator)
        {
            _items = [];
        }

        return taken;
    }
}
