using System.Text.RegularExpressions;

namespace QualityReview.Onnx;

/// <summary>The settings of one configured scorer or embedder that runs on ONNX Runtime.</summary>
public sealed partial record OnnxScorerOptions
{
    public const string Perplexity = "perplexity", AskLlm = "ask_llm", Embedder = "embedder";

    /// <summary>What <see cref="Template"/> may be.</summary>
    public const string Plain = "plain", Chat = "chat";

    /// <summary>Lower_snake, begins with the method, ends with a version; other settings ask for another key.</summary>
    public required string Key { get; init; }

    /// <summary><c>perplexity</c>, <c>ask_llm</c> or <c>embedder</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Heading of its scores. Empty (the default value) is the method's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>A model folder, or one ONNX file in it where it holds several.</summary>
    public required string Model { get; init; }

    /// <summary>Ask-LLM: <c>paper</c>, <c>dclm</c>, <c>judge_mini</c>, or a prompt with <c>{document}</c> in it. The default value is <c>paper</c>.</summary>
    public string Prompt { get; init; } = "paper";

    /// <summary>Ask-LLM: <c>plain</c> (the default value) gives the model the prompt as it is; <c>chat</c> as the user's message, written by
    /// the model's own chat template.</summary>
    public string Template { get; init; } = Plain;

    /// <summary>Ask-LLM with a chat template: the system's message. Empty (the default value) sends none.</summary>
    public string System { get; init; } = "";

    /// <summary>Embedder: stands before every text, such as <c>passage: </c>. Empty (the default value) takes what the model's files put before documents.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Ask-LLM: spellings that mean yes. Empty (the default value) takes the prompt's own.</summary>
    public IReadOnlyList<string> Yes { get; init; } = [];

    /// <summary>Ask-LLM: spellings that mean no. Empty (the default value) takes the prompt's own.</summary>
    public IReadOnlyList<string> No { get; init; } = [];

    /// <summary>Tokens that the model reads at once. 0 (the default value) takes the model's context length; more than that is an error, unless
    /// the model's positions are relative.</summary>
    public int Window { get; init; }

    /// <summary>Perplexity: tokens from one window's start to the next one's. 0 (the default value) is half the window.</summary>
    public int Stride { get; init; }

    /// <summary>Only so many tokens of a text are read. 0 (the default value) is all for perplexity and embeddings, and what fits for Ask-LLM.</summary>
    public int MaxTokens { get; init; }

    /// <summary><c>auto</c> (the default value), <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, <c>cuda:N,N</c> or <c>cuda:all</c>.</summary>
    public string Device { get; init; } = Devices.DeviceChoice.Auto;

    /// <summary>CPU threads of one run. 0 (the default value) is all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Most tokens in a batch, padding included. 0 (the default value) is 1,024 on the CPU and 16,384 on a GPU.</summary>
    public int TokenBudget { get; init; }

    /// <summary>Checks what can be checked without opening the model.</summary>
    /// <exception cref="WrongWordsException">The first wrong word, with what is supported.</exception>
    public void Validate()
    {
        if (!KeyShape().IsMatch(Key))
        {
            throw new WrongWordsException($"The scorer key '{Key}' is not lower_snake; supported are a–z, 0–9 and _, beginning with a letter.");
        }
        if (Method is not (Perplexity or AskLlm or Embedder))
        {
            throw new WrongWordsException($"The scorer '{Key}' has the method '{Method}'; supported are {Perplexity}, {AskLlm} and {Embedder}.");
        }
        if (!Key.StartsWith(Method, StringComparison.Ordinal))
        {
            throw new WrongWordsException($"The scorer key '{Key}' must begin with its method, '{Method}'.");
        }
        foreach (var (name, value) in new[] { (nameof(Window), Window), (nameof(Stride), Stride), (nameof(MaxTokens), MaxTokens), (nameof(Threads), Threads), (nameof(TokenBudget), TokenBudget) })
        {
            if (value < 0)
            {
                throw new WrongWordsException($"The scorer '{Key}' has {name} = {value}; supported are 0 (the default) and positive numbers.");
            }
        }
        ValidateQuestion();
    }

    private void ValidateQuestion()
    {
        if (Template is not (Plain or Chat))
        {
            throw new WrongWordsException($"The scorer '{Key}' has the Template '{Template}'; supported are {Plain} and {Chat}.");
        }
        if (Method != AskLlm && (Template != Plain || System.Length > 0 || Yes.Count > 0 || No.Count > 0))
        {
            throw new WrongWordsException($"The scorer '{Key}' has a Template, System, Yes or No; they are supported for the method {AskLlm} only.");
        }
        if (System.Length > 0 && Template != Chat)
        {
            throw new WrongWordsException($"The scorer '{Key}' has a System message; it is supported with Template {Chat} only.");
        }
        if (Yes.Concat(No).Any(string.IsNullOrWhiteSpace))
        {
            throw new WrongWordsException($"The scorer '{Key}' has an empty spelling in Yes or No; supported are words such as \"yes\" and \" yes\".");
        }
        if (Yes.Intersect(No, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw new WrongWordsException($"The scorer '{Key}' has the spelling '{both}' in Yes and in No; an answer is one or the other.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex KeyShape();
}
