namespace QualityReview.Onnx.Perplexity;

/// <summary>How surprising one token of a text was.</summary>
/// <param name="Start">First UTF-16 unit in the text.</param>
/// <param name="Length">In UTF-16 units; 0 for a token that shares its character with the one before.</param>
/// <param name="Bits">-log2 p of the token after all that the window holds before it.</param>
public readonly record struct TokenSurprisal(int Start, int Length, float Bits);
