using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Web.Configuration;

/// <summary>The methods whose scorers are configured with a model, by the names that keys begin with.</summary>
public static class ScorerMethods
{
    public const string AskLlm = "ask_llm", Perplexity = "perplexity", Density = "density";

    public static IReadOnlyList<string> All { get; } = [AskLlm, Perplexity, Density];

    /// <summary>As headings say it.</summary>
    public static string TitleOf(string method) => method switch
    {
        AskLlm => "Ask-LLM",
        Perplexity => "Perplexity",
        Density => "Density",
        _ => method,
    };

    /// <summary>The methods that a model can be used for, the most usual first.</summary>
    public static IReadOnlyList<string> Of(ModelRole role) => role switch
    {
        ModelRole.SentenceEncoder => [Density],
        ModelRole.EncoderDecoder => [AskLlm],
        _ => [AskLlm, Perplexity],
    };
}
