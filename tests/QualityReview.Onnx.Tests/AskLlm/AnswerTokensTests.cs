using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.AskLlm;

public class AnswerTokensTests
{
    private static readonly Tokenizer s_tokenizer = Tokenizer.Load(Path.Combine(Shipped.Models, "judge-mini"));

    [Fact]
    public void Resolve_SingleTokens_CountsEachOnce() =>
        Assert.Equal([4095, 573], AnswerTokens.Resolve(s_tokenizer, [" yes", " yes"], [" no"]).Labels);

    [Fact]
    public void Resolve_OnlyLongSpellings_TakesAFirstTokenOfItsOwn()
    {
        var answers = AnswerTokens.Resolve(s_tokenizer, ["Xylophone"], ["Qwertz"]);

        Assert.Equal([s_tokenizer.Encode("Xylophone", addSpecialTokens: false)[0], s_tokenizer.Encode("Qwertz", addSpecialTokens: false)[0]], answers.Labels);
    }

    [Fact]
    public void Resolve_FirstTokenShared_Throws() =>
        Assert.Throws<QualityReviewException>(() => AnswerTokens.Resolve(s_tokenizer, ["XXxq"], ["XXxz"]));

    [Fact]
    public void Resolve_SameSpelling_Throws() =>
        Assert.Throws<QualityReviewException>(() => AnswerTokens.Resolve(s_tokenizer, [" yes"], [" yes"]));
}
