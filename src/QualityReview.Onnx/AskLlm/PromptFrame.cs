using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>All that a model reads beside the text: the prompt and, where asked for, the chat template round it.</summary>
/// <param name="Before">Tokens before everything.</param>
/// <param name="Head">What stands before the text; control tokens in it count.</param>
/// <param name="Tail">What stands after the text; control tokens in it count.</param>
/// <param name="Receipt">What it adds to the receipt.</param>
internal sealed record PromptFrame(int[] Before, string Head, string Tail, IReadOnlyDictionary<string, string> Receipt)
{
    /// <summary>Tokens after everything. Empty for a decoder-only model: an end-of-text token would stand between the question and its
    /// answer.</summary>
    public int[] After { get; init; } = [];

    /// <param name="options">The scorer's.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="isWhole">Whether the prompt is a text of its own, which the special tokens after a text then end: an encoder reads it so.</param>
    /// <exception cref="QualityReviewException">The model has no chat template, or one that cannot be used.</exception>
    public static PromptFrame Of(OnnxScorerOptions options, AskLlmPrompt prompt, Tokenizer tokenizer, bool isWhole = false)
    {
        var frame = options.Template == OnnxScorerOptions.Chat ? ChatPrompt.Of(options, prompt, tokenizer) : Plain(prompt, tokenizer);
        return isWhole ? frame with { After = SpecialFrame.Of(tokenizer).After } : frame;
    }

    public static PromptFrame Plain(AskLlmPrompt prompt, Tokenizer tokenizer) =>
        new(SpecialFrame.Of(tokenizer).Before, prompt.Head, prompt.Tail, new Dictionary<string, string> { ["template"] = OnnxScorerOptions.Plain });
}
