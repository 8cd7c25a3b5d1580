namespace QualityReview.Onnx.Tokenizers;

/// <summary>One token of a text and the part of the text that it stands for.</summary>
/// <param name="Start">0-based UTF-16 place in the original text.</param>
/// <param name="Length">In UTF-16; 0 for a token that holds only later bytes of a character that an earlier token began.</param>
public readonly record struct Token(int Id, int Start, int Length);
