using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx;

/// <summary>The special tokens that a tokenizer puts before and after every text, such as [CLS] and [SEP].</summary>
internal sealed record SpecialFrame(int[] Before, int[] After)
{
    public int Length => Before.Length + After.Length;

    public static SpecialFrame Of(Tokenizer tokenizer)
    {
        const string probe = "a";
        var framed = tokenizer.Encode(probe);
        var inner = tokenizer.Encode(probe, addSpecialTokens: false);
        var before = framed.AsSpan().IndexOf(inner);
        return before < 0 ? new SpecialFrame([], []) : new SpecialFrame(framed[..before], framed[(before + inner.Length)..]);
    }
}
