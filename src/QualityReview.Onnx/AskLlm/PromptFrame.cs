using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>All that a model reads beside the text: the prompt and, where asked for, the chat template round it.</summary>
/// <param name="Before">Tokens before everything.</param>
/// <param name="Head">What stands before the text; control tokens in it count.</param>
/// <param name="Tail">What stands after the text; control tokens in it count.</param>
/// <param name="Receipt">What it adds to the receipt.</param>
internal sealed record PromptFrame(int[] Before, string Head, string Tail, IReadOnlyDictionary<string, string> Receipt)
{
    /// <exception cref="QualityReviewException">The model has no chat template, or one that cannot be used.</exception>
    public static PromptFrame Of(OnnxScorerOptions options, AskLlmPrompt prompt, Tokenizer tokenizer) =>
        options.Template == OnnxScorerOptions.Chat ? ChatPrompt.Of(options, prompt, tokenizer) : Plain(prompt, tokenizer);

    // Only what the tokenizer puts before a text: an end-of-text token would stand between the question and its answer.
    public static PromptFrame Plain(AskLlmPrompt prompt, Tokenizer tokenizer) =>
        new(SpecialFrame.Of(tokenizer).Before, prompt.Head, prompt.Tail, new Dictionary<string, string> { ["template"] = OnnxScorerOptions.Plain });
}
