using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>The inputs that models may ask for, by the names that exporters give them.</summary>
internal static class ModelInputs
{
    public const string Ids = "input_ids", Mask = "attention_mask", Positions = "position_ids", TokenTypes = "token_type_ids",
        UseCache = CacheBranch.Choice, KeptLogits = "num_logits_to_keep",
        EncoderStates = "encoder_hidden_states", EncoderMask = "encoder_attention_mask", DecoderMask = "decoder_attention_mask";

    /// <summary>What a model that reads the text itself may ask for.</summary>
    public static readonly string[] OfText = [Ids, Mask, Positions, TokenTypes, UseCache, KeptLogits];

    /// <summary>What a decoder that reads an encoder's states may ask for.</summary>
    public static readonly string[] OfDecoder = [Ids, EncoderStates, EncoderMask, DecoderMask, UseCache];

    /// <summary>Keys and values of earlier tokens; a scorer has none, so they are fed empty.</summary>
    public static bool IsPast(string name) => name.StartsWith("past", StringComparison.Ordinal);

    public static void Check(IReadOnlyList<TensorInfo> inputs, string file, string[] known)
    {
        if (inputs.FirstOrDefault(i => !known.Contains(i.Name) && !IsPast(i.Name)) is { } unknown)
        {
            throw new QualityReviewException($"{file} asks for the input '{unknown.Name}'; supported are {string.Join(", ", known)} and past_key_values.*.");
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

    /// <summary>The inputs with the heads and widths of caches told by config.json where the graph leaves them open: an empty cache
    /// still has them.</summary>
    public static IReadOnlyList<TensorInfo> Sized(IReadOnlyList<TensorInfo> inputs, ModelConfig config)
    {
        var heads = config.Number("num_attention_heads", "n_head", "num_heads", "decoder_attention_heads") ?? 0;
        var keptHeads = config.Number("num_key_value_heads") ?? heads;
        var width = config.Number("head_dim", "d_kv") ?? (heads > 0 ? (config.Number("hidden_size", "n_embd", "d_model", "dim") ?? 0) / heads : 0);
        return inputs.Select(i => !IsPast(i.Name) ? i : i with
        {
            Shape = [i.Shape[0], i.Shape[1] > 0 ? i.Shape[1] : keptHeads, i.Shape[2], i.Shape[3] > 0 ? i.Shape[3] : width],
        }).ToList();
    }
}
