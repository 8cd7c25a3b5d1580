namespace QualityReview.Onnx.Tokenizers;

/// <summary>The part of a text that comes from somebody else: what is written like a control token there must stay text.</summary>
internal readonly record struct ForeignPart(int Start, int End)
{
    public bool IsEmpty => End <= Start;

    public bool Touches(int start, int end) => start < End && end > Start;

    /// <summary>The same for a stretch of a rewritten text, by its origin.</summary>
    public bool Touches(TracedText text, int start, int end) =>
        text.Ends is not { } ends || end <= start || Touches(start == 0 ? ends[0] - 1 : ends[start - 1], ends[end - 1]);
}
