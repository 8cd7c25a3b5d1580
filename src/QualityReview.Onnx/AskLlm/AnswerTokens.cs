using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>The tokens that count as yes and those that count as no.</summary>
/// <remarks>Every spelling that is one token counts. Where no spelling of an answer is one token, the first token of its first
/// spelling stands for it, but only if no spelling of the other answer begins with that token too: "y|es" against "n|o" will do,
/// "▁|yes" against "▁|no" will not.</remarks>
internal sealed record AnswerTokens(IReadOnlyList<int> Yes, IReadOnlyList<int> No)
{
    /// <summary>Yes first, then no: the labels of one position.</summary>
    public int[] Labels => [.. Yes, .. No];

    /// <exception cref="QualityReviewException">The tokenizer cannot tell the answers apart by their first token.</exception>
    public static AnswerTokens Resolve(Tokenizer tokenizer, IReadOnlyList<string> yes, IReadOnlyList<string> no)
    {
        var yesTokens = Encode(tokenizer, yes);
        var noTokens = Encode(tokenizer, no);
        var answers = new AnswerTokens(Pick("yes", yesTokens, noTokens), Pick("no", noTokens, yesTokens));
        return answers.Yes.Intersect(answers.No).Any()
            ? throw new QualityReviewException("A token counts as yes and as no; the spellings of the two answers must differ.")
            : answers;
    }

    private static List<int[]> Encode(Tokenizer tokenizer, IReadOnlyList<string> spellings) =>
        spellings.Select(s => tokenizer.Encode(s, addSpecialTokens: false)).Where(ids => ids.Length > 0).ToList();

    private static List<int> Pick(string answer, List<int[]> spellings, List<int[]> others)
    {
        var single = spellings.Where(ids => ids.Length == 1).Select(ids => ids[0]).Distinct().ToList();
        if (single.Count > 0)
        {
            return single;
        }
        return spellings.Count > 0 && !others.Exists(ids => ids[0] == spellings[0][0])
            ? [spellings[0][0]]
            : throw new QualityReviewException($"No spelling of '{answer}' is one token of this model, and none begins with a token of its own; name other spellings.");
    }
}
