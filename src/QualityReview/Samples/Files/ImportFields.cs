namespace QualityReview.Samples.Files;

/// <summary>How a plain text file is cut into samples.</summary>
public enum TextMode
{
    /// <summary>One sample a line.</summary>
    Line,

    /// <summary>The whole file is one sample.</summary>
    File,

    /// <summary>One sample a paragraph: the lines between blank lines.</summary>
    Paragraph,
}

/// <summary>Which fields of a file become which part of a sample. A name may be a path into nested objects, such as <c>doc.body</c>;
/// a field whose whole name is <c>doc.body</c> comes first.</summary>
public sealed record ImportFields
{
    /// <summary>The default value is <c>text</c>.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>Null: <c>id</c> where a line has it.</summary>
    public string? IdField { get; init; }

    /// <summary>Null: <c>source</c> where a line has it as text.</summary>
    public string? SourceField { get; init; }

    /// <summary>Null: <c>language</c>, <c>lang</c> or <c>meta.language</c> where a line has it as text.</summary>
    public string? LanguageField { get; init; }

    /// <summary>Whether a number in the text field is read as its digits: for files whose "text" is a score. The default value is false.</summary>
    public bool TakesNumbers { get; init; }

    /// <summary>Only for .txt files. The default value is <see cref="TextMode.Line"/>.</summary>
    public TextMode TextMode { get; init; }
}

/// <summary>Bounds that keep one bad line from costing more than itself.</summary>
public sealed record ImportLimits
{
    /// <summary>Bytes of one line, row or paragraph, after decompression; a longer one is set aside without being held. The default value is 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>How many times its own size a compressed file may inflate to, above <see cref="FreeBytes"/>; there it breaks off. Texts are
    /// seldom packed to a twentieth. The default value is 200.</summary>
    public int MaxExpansion { get; init; } = 200;

    /// <summary>What a compressed file may inflate to in any case.</summary>
    public const long FreeBytes = 64 << 20;

    /// <summary>Nesting of JSON. The default value is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many readable lines may lack a named field before its name is taken to be wrong. The default value is 100.</summary>
    public int FieldSearchLines { get; init; } = 100;
}
