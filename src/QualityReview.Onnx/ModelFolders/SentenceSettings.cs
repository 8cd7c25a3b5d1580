using System.Text.Json;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>What the files of sentence-transformers beside an encoder say of its use.</summary>
/// <param name="Pooling">How token vectors become one.</param>
/// <param name="IsAssumed">No file says how to pool.</param>
/// <param name="Prompt">Stands before every text; empty for none.</param>
internal sealed record SentenceSettings(Pooling Pooling, bool IsAssumed, string Prompt)
{
    private const string PoolingFile = "1_Pooling/config.json", PromptFile = "config_sentence_transformers.json";

    // All texts of a dataset are documents, never queries; sentence-transformers looks for these names in this order.
    private static readonly string[] s_ofDocuments = ["document", "passage", "corpus"];

    /// <param name="folder">The model folder.</param>
    /// <param name="inGraph">The graph pools by itself.</param>
    public static SentenceSettings Read(string folder, bool inGraph)
    {
        var prompt = PromptOf(folder);
        if (inGraph)
        {
            return new SentenceSettings(Pooling.InGraph, false, prompt);
        }
        CheckModules(folder);
        var config = ModelConfig.Read(folder, PoolingFile);
        if (config is null)
        {
            return new SentenceSettings(Pooling.Mean, true, prompt);
        }
        if (prompt.Length > 0 && config.Denies("include_prompt"))
        {
            throw new QualityReviewException($"{folder} asks in {PoolingFile} to pool without the prompt '{ModelConfig.Short(prompt)}'; supported is pooling with it.");
        }
        return new SentenceSettings(PoolingOf(config, folder), false, prompt);
    }

    private static Pooling PoolingOf(ModelConfig config, string folder)
    {
        var asked = config.Flags("pooling_mode_").Append(config.Text("pooling_mode") ?? "").Where(mode => mode.Length > 0).ToList();
        return asked switch
        {
            ["mean" or "mean_tokens"] => Pooling.Mean,
            ["cls" or "cls_token"] => Pooling.Cls,
            ["lasttoken"] => Pooling.LastToken,
            _ => throw new QualityReviewException($"{folder} asks in {PoolingFile} for the pooling {(asked.Count == 0 ? "of nothing" : ModelConfig.Short(string.Join(" with ", asked)))}; supported are mean, cls and last token."),
        };
    }

    // A layer after the pooling that nobody applied would give wrong vectors without a word.
    private static void CheckModules(string folder)
    {
        var other = ModelConfig.ReadList(folder, "modules.json").Select(module => module.Text("type")?.Split('.')[^1] ?? "unknown")
            .FirstOrDefault(type => type is not ("Transformer" or "Pooling" or "Normalize"));
        if (other is not null)
        {
            throw new QualityReviewException($"{folder} has the layer {other} in modules.json, which its ONNX model leaves out; supported are Transformer, Pooling and Normalize, or a model that gives sentence_embedding.");
        }
    }

    private static string PromptOf(string folder)
    {
        var config = ModelConfig.Read(folder, PromptFile);
        if (config?.Object("prompts") is not { } prompts)
        {
            return "";
        }
        string[] names = [.. s_ofDocuments, .. config.Text("default_prompt_name") is { } standard ? [standard] : Array.Empty<string>()];
        var name = names.FirstOrDefault(name => prompts.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String);
        return name is null ? "" : prompts.GetProperty(name).GetString()!;
    }
}
