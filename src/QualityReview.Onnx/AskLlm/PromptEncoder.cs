using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>Puts a text into a prompt as token ids. What does not fit the window is cut off the text's end, never off the prompt.</summary>
internal sealed class PromptEncoder
{
    private readonly Tokenizer _tokenizer;
    private readonly AskLlmPrompt _prompt;
    private readonly int[] _before;
    private readonly int[] _head;
    private readonly int[] _tail;
    private readonly int[] _after;
    private readonly int _window;
    private readonly int _most;

    /// <param name="tokenizer">The model's.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="window">Tokens that the model reads at once.</param>
    /// <param name="maxTokens">Most tokens of the text; 0 means as many as fit.</param>
    /// <param name="isWhole">Whether the prompt is a text of its own, which the special tokens after a text then end (an encoder reads
    /// it so); otherwise the answer follows it, and an end-of-text token would stand between the question and its answer.</param>
    public PromptEncoder(Tokenizer tokenizer, AskLlmPrompt prompt, int window, int maxTokens, bool isWhole = false)
    {
        _tokenizer = tokenizer;
        _prompt = prompt;
        _window = window;
        var frame = SpecialFrame.Of(tokenizer);
        _before = frame.Before;
        _after = isWhole ? frame.After : [];
        _head = Plain(prompt.Head);
        _tail = Plain(prompt.Tail);
        var room = window - _before.Length - _head.Length - _tail.Length - _after.Length;
        if (room < 1)
        {
            throw new QualityReviewException($"The prompt '{prompt.Name}' takes {window - room} tokens, and the model reads {window} at once; supported are prompts that leave room for the text.");
        }
        _most = maxTokens > 0 ? Math.Min(room, maxTokens) : room;
    }

    /// <returns>The ids, and whether the text was cut.</returns>
    public (int[] Ids, bool Truncated) Encode(string text)
    {
        var clean = _prompt.Clean(text);
        var tokens = _tokenizer.EncodeWithSpans(clean);
        return _prompt.EncodedApart ? Apart(tokens) : Whole(clean, tokens);
    }

    private (int[] Ids, bool Truncated) Apart(IReadOnlyList<Token> tokens) =>
        ([.. _before, .. _head, .. tokens.Take(_most).Select(t => t.Id), .. _tail, .. _after], tokens.Count > _most);

    // Tokens may join over the border of prompt and text, so the length is known only once they are encoded together.
    private (int[] Ids, bool Truncated) Whole(string text, IReadOnlyList<Token> tokens)
    {
        for (var keep = Math.Min(tokens.Count, _most); ;)
        {
            var cut = keep == tokens.Count ? text.Length : keep == 0 ? 0 : tokens[keep - 1].Start + tokens[keep - 1].Length;
            if (cut > 0 && cut < text.Length && char.IsHighSurrogate(text[cut - 1]))
            {
                cut--;
            }
            int[] ids = [.. _before, .. Plain(_prompt.Head + text[..cut] + _prompt.Tail), .. _after];
            var over = ids.Length - _window;
            if (over <= 0 || keep == 0)
            {
                return (ids, cut < text.Length);
            }
            keep = Math.Max(0, keep - over);
        }
    }

    private int[] Plain(string text) => _tokenizer.Encode(text, addSpecialTokens: false);
}
