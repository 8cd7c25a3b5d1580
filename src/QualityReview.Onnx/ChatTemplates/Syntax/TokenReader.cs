namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Goes through the words of a template.</summary>
internal sealed class TokenReader(IReadOnlyList<TemplateToken> tokens)
{
    private const int MostNesting = 80;

    private int _at;
    private int _depth;

    public TemplateToken Current => tokens[_at];

    public TemplateToken After => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public TemplateToken Next() => Current.Kind == TokenKind.End ? Current : tokens[_at++];

    public bool Skip(string operation) => Skip(Current.Is(operation));

    public bool SkipName(string name) => Skip(Current.IsName(name));

    public void Need(string operation)
    {
        if (!Skip(operation))
        {
            throw Unexpected($"'{operation}'");
        }
    }

    public void Need(TokenKind kind, string shown)
    {
        if (!Skip(Current.Kind == kind))
        {
            throw Unexpected(shown);
        }
    }

    public string NeedName(string what = "a name") => Current.Kind == TokenKind.Name ? Next().Text : throw Unexpected(what);

    public TemplateFault Unexpected(string expected) => new($"{expected} is expected, and {Current.Shown} found", Current.Line);

    /// <summary>Reads a part that may hold parts of its own kind.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++_depth > MostNesting)
        {
            throw new TemplateFault($"it nests deeper than {MostNesting}", Current.Line);
        }

        var part = read();
        _depth--;
        return part;
    }

    private bool Skip(bool isThere)
    {
        if (isThere)
        {
            Next();
        }

        return isThere;
    }
}
