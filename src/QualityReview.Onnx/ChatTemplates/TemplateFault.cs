namespace QualityReview.Onnx.ChatTemplates;

/// <summary>What is wrong with a chat template, or what it asks for that is not supported.</summary>
/// <param name="what">A clause without a full stop.</param>
/// <param name="line">1-based; 0 means the line that was being worked at.</param>
internal sealed class TemplateFault(string what, int line = 0) : Exception(what)
{
    public int Line { get; } = line;

    public static TemplateFault Unsupported(string kind, string name, IEnumerable<string> supported, int line = 0) =>
        new($"the {kind} '{Shown(name)}' is not supported; {string.Join(", ", supported.Order(StringComparer.Ordinal))} are", line);

    /// <summary>A text of the template's, short enough for a sentence.</summary>
    public static string Shown(string text) => (text.Length > 60 ? text[..60] + "…" : text).ReplaceLineEndings(" ");
}
