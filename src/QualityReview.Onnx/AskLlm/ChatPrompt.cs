using System.Globalization;
using QualityReview.Onnx.ChatTemplates;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>A prompt as the user's message of a conversation, written by the model's own chat template.</summary>
/// <remarks>The template never sees the text: it is rendered once, with a mark in the text's place, and the text is put there afterwards.
/// So nothing in a text can steer the template.</remarks>
internal static class ChatPrompt
{
    // Changed by a template that escapes, cuts or rewrites a message, and then not found again.
    private const string Mark = "text-\"\\'<&>\n-text";

    public static PromptFrame Of(OnnxScorerOptions options, AskLlmPrompt prompt, Tokenizer tokenizer)
    {
        var source = tokenizer.ChatTemplate ?? throw new QualityReviewException(
            $"{options.Model} has no chat template, and the scorer '{options.Key}' asks for Template {OnnxScorerOptions.Chat}; looked for chat_template.jinja, and chat_template in tokenizer_config.json and chat_template.json.");
        var template = ChatTemplate.Parse(source, tokenizer.ChatTemplateFile);
        List<ChatMessage> messages = [new("user", prompt.Head + Mark + prompt.Tail)];
        if (options.System.Length > 0)
        {
            messages.Insert(0, new("system", options.System));
        }

        var text = template.Render(messages, addGenerationPrompt: true, tokenizer.SpecialTokens, out var askedForDate);
        var parts = text.Split(Mark);
        if (parts is not [var head, var tail])
        {
            throw new QualityReviewException(
                $"The chat template in {tokenizer.ChatTemplateFile} does not write the user's message once and as it is (found {parts.Length - 1} times), so no text can be put into it; Template {OnnxScorerOptions.Plain} is supported.");
        }

        var receipt = new Dictionary<string, string>
        {
            ["template"] = OnnxScorerOptions.Chat,
            ["template_sha256"] = template.Hash,
            ["template_prompt"] = head + AskLlmPrompt.Place + tail,
            ["generation_prompt"] = GenerationPrompt(template, messages, tokenizer, text),
        };
        if (options.System.Length > 0)
        {
            receipt["system"] = options.System;
        }

        if (askedForDate)
        {
            receipt["template_date"] = ChatTemplate.FixedDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        // The template writes the begin token where the model wants one.
        return new([], head, tail, receipt);
    }

    /// <summary>What the template writes for the model to go on from; empty where it cannot be told from the rest.</summary>
    private static string GenerationPrompt(ChatTemplate template, IReadOnlyList<ChatMessage> messages, Tokenizer tokenizer, string text)
    {
        try
        {
            var without = template.Render(messages, addGenerationPrompt: false, tokenizer.SpecialTokens);
            return text.StartsWith(without, StringComparison.Ordinal) ? text[without.Length..] : "";
        }
        catch (QualityReviewException)
        {
            // Some templates refuse a conversation that ends with the user and asks for nothing.
            return "";
        }
    }
}
