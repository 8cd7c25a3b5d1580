namespace QualityReview.Onnx.Tokenizers;

/// <summary>Cuts one word (what the pre-tokenizers leave whole) into tokens. Immutable, safe for all threads.</summary>
internal interface IModel
{
    /// <summary>The id for what the vocabulary lacks, or null.</summary>
    int? UnkId { get; }

    /// <summary>Appends the word's tokens; their ends are UTF-16 places in the word.</summary>
    void Encode(ReadOnlySpan<char> word, TokenBuffer tokens);
}
