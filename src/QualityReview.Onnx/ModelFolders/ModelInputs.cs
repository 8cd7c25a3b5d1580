using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>The inputs that models may ask for, by the names that exporters give them.</summary>
internal static class ModelInputs
{
    public const string Ids = "input_ids", Mask = "attention_mask", Positions = "position_ids", TokenTypes = "token_type_ids",
        UseCache = "use_cache_branch", KeptLogits = "num_logits_to_keep";

    private static readonly string[] s_known = [Ids, Mask, Positions, TokenTypes, UseCache, KeptLogits];

    /// <summary>Keys and values of earlier tokens; a scorer has none, so they are fed empty.</summary>
    public static bool IsPast(string name) => name.StartsWith("past", StringComparison.Ordinal);

    public static void Check(IReadOnlyList<TensorInfo> inputs, string file)
    {
        if (inputs.FirstOrDefault(i => !s_known.Contains(i.Name) && !IsPast(i.Name)) is { } unknown)
        {
            throw new QualityReviewException($"{file} asks for the input '{unknown.Name}'; supported are {string.Join(", ", s_known)} and past_key_values.*.");
        }
        if (!inputs.Any(i => i.Name == Ids))
        {
            throw new QualityReviewException($"{file} has no input '{Ids}'; a model must read token ids.");
        }
        if (inputs.FirstOrDefault(i => IsPast(i.Name) && (i.Shape.Count != 4 || i.ElementType is not (TensorInfo.Float or TensorInfo.Float16))) is { } past)
        {
            throw new QualityReviewException($"{file} asks for the cache '{past.Name}' of {past.Shape.Count} dimensions; supported are float caches [batch, heads, past, width].");
        }
    }
}
