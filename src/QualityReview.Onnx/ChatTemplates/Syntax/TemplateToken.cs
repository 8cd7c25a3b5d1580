namespace QualityReview.Onnx.ChatTemplates.Syntax;

internal enum TokenKind
{
    /// <summary>What stands outside of tags.</summary>
    Text,
    StatementBegin,
    StatementEnd,
    PrintBegin,
    PrintEnd,
    Name,
    String,
    Whole,
    Real,
    Operator,
    End,
}

/// <summary>A word of a template.</summary>
/// <param name="Text">The characters that it stands for; of a string, its value.</param>
/// <param name="Line">1-based.</param>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, int Line)
{
    public bool Is(string operation) => Kind == TokenKind.Operator && Text == operation;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    /// <summary>How a sentence names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.StatementEnd => "'%}'",
        TokenKind.PrintEnd => "'}}'",
        _ => $"'{TemplateFault.Shown(Text)}'",
    };
}
