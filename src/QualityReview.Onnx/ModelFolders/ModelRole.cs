namespace QualityReview.Onnx.ModelFolders;

/// <summary>What a model can be used for.</summary>
public enum ModelRole
{
    /// <summary>A decoder that gives next-token logits: perplexity and Ask-LLM.</summary>
    CausalLanguageModel,

    /// <summary>An encoder that reads a prompt, and a decoder that answers it: Ask-LLM.</summary>
    EncoderDecoder,

    /// <summary>An encoder that gives vectors: density, neighbours, clusters.</summary>
    SentenceEncoder,
}

/// <summary>How an encoder's token vectors become one vector.</summary>
public enum Pooling
{
    /// <summary>The graph pools by itself.</summary>
    InGraph,
    Mean,

    /// <summary>The first token's vector.</summary>
    Cls,
    LastToken,
}
