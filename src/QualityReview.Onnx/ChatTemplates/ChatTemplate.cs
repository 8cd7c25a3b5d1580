using System.Globalization;
using QualityReview.Onnx.ChatTemplates.Functions;
using QualityReview.Onnx.ChatTemplates.Statements;
using QualityReview.Onnx.ChatTemplates.Syntax;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Such as system, user or assistant.</param>
public sealed record ChatMessage(string Role, string Content);

/// <summary>The Jinja text by which a model's conversations are written. Rendered as Hugging Face's transformers does: white space
/// control trim_blocks and lstrip_blocks, values and methods as Python has them. What is not supported is refused by name.</summary>
public sealed class ChatTemplate
{
    private const int MostSource = 1_000_000;

    private readonly string _file;
    private readonly Block _block;

    private ChatTemplate(string file, Block block, string hash) => (_file, _block, Hash) = (file, block, hash);

    /// <summary>What a template that asks for today's date is told, so that a score does not depend on the day.</summary>
    public static DateTime FixedDate { get; } = new(2024, 7, 26, 12, 0, 0, DateTimeKind.Unspecified);

    /// <summary>SHA-256 of the template's text, lower hex.</summary>
    public string Hash { get; }

    /// <param name="template">Its text.</param>
    /// <param name="file">How faults name the file that holds it.</param>
    /// <exception cref="QualityReviewException">It is not a template, or asks for a statement that is not supported.</exception>
    public static ChatTemplate Parse(string template, string file) => template.Length > MostSource
        ? throw new QualityReviewException($"The chat template in {file} has {template.Length} characters; {MostSource} are supported at most.")
        : new(file, Guarded(file, () => 0, () => TemplateParser.Read(template)), Receipt.Sha256(template));

    /// <summary>The text of a conversation.</summary>
    /// <param name="addGenerationPrompt">Whether it ends with what comes before the model's answer.</param>
    /// <param name="specialTokens">Names such as bos_token with their texts.</param>
    /// <exception cref="QualityReviewException">The template refuses the messages, or asks for something that is not supported.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, IReadOnlyDictionary<string, string> specialTokens) =>
        Render(messages, addGenerationPrompt, specialTokens, out _);

    /// <param name="askedForDate">Whether the template asked for today's date and was told <see cref="FixedDate"/>.</param>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, IReadOnlyDictionary<string, string> specialTokens, out bool askedForDate)
    {
        var names = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["messages"] = new TemplateList([.. messages.Select(message => new TemplateMap().Set("role", message.Role).Set("content", message.Content))]),
            ["add_generation_prompt"] = addGenerationPrompt,
            ["tools"] = None.Value,
            ["documents"] = None.Value,
            // Models that may think first are asked for their answer at once.
            ["enable_thinking"] = false,
        };
        foreach (var (name, token) in specialTokens)
        {
            names[name] = token;
        }

        return Render(names, out askedForDate);
    }

    internal string Render(IReadOnlyDictionary<string, object> names, out bool askedForDate)
    {
        var rendering = new Rendering();
        var scope = new Scope(rendering);
        Globals.AddTo(scope);
        foreach (var (name, value) in names)
        {
            scope[name] = value;
        }

        var text = Guarded(_file, () => rendering.Line, () => _block.Capture(new Scope(scope)));
        askedForDate = rendering.AskedForDate;
        return text;
    }

    private static T Guarded<T>(string file, Func<int> line, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidOperationException wrapped) when (wrapped.InnerException is TemplateFault fault)
        {
            // So .NET's sorting hands on what a comparison throws.
            throw Sentence(fault);
        }
        catch (TemplateFault fault)
        {
            throw Sentence(fault);
        }

        QualityReviewException Sentence(TemplateFault fault)
        {
            var at = (fault.Line > 0 ? fault.Line : line()).ToString(CultureInfo.InvariantCulture);
            return new QualityReviewException($"The chat template in {file} cannot be used: in line {at}, {fault.Message}.", fault);
        }
    }
}
