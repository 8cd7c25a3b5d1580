using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>Puts a text into a prompt as token ids. What does not fit the window is cut off the text's end, never off the prompt; what is
/// written like a control token in the text is read as text.</summary>
internal sealed class PromptEncoder
{
    private readonly Tokenizer _tokenizer;
    private readonly AskLlmPrompt _prompt;
    private readonly PromptFrame _frame;
    private readonly int[] _head;
    private readonly int[] _tail;
    private readonly int _window;
    private readonly int _most;

    /// <param name="tokenizer">The model's.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="frame">The question as the model reads it.</param>
    /// <param name="window">Tokens that the model reads at once.</param>
    /// <param name="maxTokens">Most tokens of the text; 0 means as many as fit.</param>
    public PromptEncoder(Tokenizer tokenizer, AskLlmPrompt prompt, PromptFrame frame, int window, int maxTokens)
    {
        (_tokenizer, _prompt, _frame, _window) = (tokenizer, prompt, frame, window);
        _head = tokenizer.Encode(frame.Head, addSpecialTokens: false);
        _tail = tokenizer.Encode(frame.Tail, addSpecialTokens: false);
        var room = window - frame.Before.Length - _head.Length - _tail.Length - frame.After.Length;
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
        var tokens = _tokenizer.EncodeWithForeign(clean, ..);
        return _prompt.EncodedApart ? Apart(tokens) : Whole(clean, tokens);
    }

    private (int[] Ids, bool Truncated) Apart(IReadOnlyList<Token> tokens) =>
        ([.. _frame.Before, .. _head, .. tokens.Take(_most).Select(t => t.Id), .. _tail, .. _frame.After], tokens.Count > _most);

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
            var whole = _tokenizer.EncodeWithForeign(_frame.Head + text[..cut] + _frame.Tail, _frame.Head.Length..(_frame.Head.Length + cut));
            var over = _frame.Before.Length + whole.Count + _frame.After.Length - _window;
            if (over <= 0 || keep == 0)
            {
                return ([.. _frame.Before, .. whole.Select(t => t.Id), .. _frame.After], cut < text.Length);
            }
            keep = Math.Max(0, keep - over);
        }
    }
}
