namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>A name or field that is not there. It prints as nothing, is false and holds nothing; all else is a fault.</summary>
/// <param name="What">How a sentence names it.</param>
internal sealed record Undefined(string What)
{
    public TemplateFault Fault() => new($"{TemplateFault.Shown(What)} is undefined");
}

/// <summary>Python's None.</summary>
internal sealed class None
{
    private None()
    {
    }

    public static None Value { get; } = new();
}
