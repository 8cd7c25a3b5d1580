using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>Text on its way through a tokenizer. When traced, it knows for each character where its origin ends in the original text.</summary>
/// <param name="Ends">One a character, never falling; null where nobody asked.</param>
internal readonly record struct TracedText(string Text, int[]? Ends)
{
    /// <summary>Part of an original text, not yet rewritten.</summary>
    public static TracedText Original(string original, int start, int length, bool traced)
    {
        var text = length == original.Length ? original : original.Substring(start, length);
        return new(text, traced ? [.. Enumerable.Range(start + 1, length)] : null);
    }

    public TracedText Slice(int start, int length) =>
        length == Text.Length ? this : new(Text.Substring(start, length), Ends?.AsSpan(start, length).ToArray());

    /// <summary>The same origins under a text of the same length.</summary>
    public TracedText With(string text) => new(text, Ends);
}

/// <summary>Writes the new form of a <see cref="TracedText"/> from left to right and carries the origins along.</summary>
internal sealed class Rewriter(TracedText source)
{
    private readonly StringBuilder _text = new(source.Text.Length + 16);
    private readonly List<int>? _ends = source.Ends is null ? null : new(source.Text.Length + 16);

    /// <summary>Copies source characters as they are.</summary>
    public void Keep(int start, int length)
    {
        _text.Append(source.Text, start, length);
        _ends?.AddRange(source.Ends.AsSpan(start, length));
    }

    /// <summary>Writes characters that stand for everything of the source before <paramref name="sourceEnd"/> and after what was written last.</summary>
    public void Put(ReadOnlySpan<char> characters, int sourceEnd)
    {
        _text.Append(characters);
        if (_ends is not null)
        {
            // Before the first character lies the place where the source begins; its first end minus one is near enough.
            var end = sourceEnd > 0 ? source.Ends![sourceEnd - 1] : source.Ends!.Length > 0 ? Math.Max(0, source.Ends[0] - 1) : 0;
            _ends.AddRange(Enumerable.Repeat(end, characters.Length));
        }
    }

    public TracedText Done() => new(_text.ToString(), _ends?.ToArray());
}
