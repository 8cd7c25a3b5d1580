namespace QualityReview.Web.Models;

/// <summary>What a shipped model is good for and what not, in sentences whose figures stand in its README.</summary>
/// <param name="IsGoodFor">One sentence.</param>
/// <param name="IsNotGoodFor">One sentence; also a caveat beside its scores.</param>
/// <param name="Figures">What was measured, a sentence each.</param>
public sealed record ShippedModelNote(string IsGoodFor, string IsNotGoodFor, IReadOnlyList<string> Figures, string Licence);

/// <summary>The notes on the shipped models, by scorer key. The measurements: src/QualityReview.Onnx/ShippedModels/README.md.</summary>
public static class ShippedModelNotes
{
    private static readonly Dictionary<string, ShippedModelNote> s_notes = new(StringComparer.Ordinal)
    {
        ["ask_llm_judge_mini_1"] = new(
            "Recognising edited English prose and documentation, and rejecting junk: spam, shuffled, looped or fragmented text, keyword lists, raw markup, menus.",
            "It demonstrates Ask-LLM and is no judge of value, truth, toxicity or duplication, nor of any language but English; use a real instruction-tuned model for decisions that matter.",
            [
                "AUC 0.993 on held-out documents of the kinds it was tuned on, 0.984 on sources and corruptions that it had never seen; hardest are loops (0.928).",
                "It says yes to unseen manuals (mean P(yes) 0.78–0.98) and ordinary e-mail (0.87), and no to chat-style text (0.01–0.05) and formatted newsletters (0.23), good or not.",
                "It reads the first 229 tokens of a text, some 800 characters of English: the prompt takes the rest of its 256.",
            ],
            "Made for this project from public-domain and permissively licensed text."),
        ["perplexity_lm_mini_1"] = new(
            "Telling ordinary English documentation and old prose from garbled text, in bits per byte.",
            "English only: informal, niche or non-English text looks surprising to it however good it is, and text like its training manuals looks better than it is.",
            [
                "1.386 bits per byte on held-out documents, 1.755 on sources that it had never seen (PPMd: 2.138 and 2.108).",
                "4.27 million parameters, trained on 22.9 million tokens; manuals score 1.12–1.3, Moby-Dick 1.9, quotations 2.05.",
                "A window of 256 tokens slides over long texts by 128; nothing is cut off.",
            ],
            "Made for this project from public-domain and permissively licensed text."),
        ["density_use_lite_1"] = new(
            "Finding neighbourhoods of English texts that say alike things: near-duplicates, boilerplate, crowded topics.",
            "English only; a crowded sample is neither good nor bad, and a long text counts by the mean of its pieces.",
            [
                "Paraphrases have a cosine of 0.66–0.77, unrelated sentences −0.01–0.18.",
                "512 numbers a text; agrees with the original model within 0.0003.",
                "It reads 128 tokens at once, some 500 characters; longer texts are cut into pieces of which the mean is taken.",
            ],
            "Apache-2.0: Universal Sentence Encoder Lite, Google."),
    };

    /// <summary>Null for scorers whose models do not ship.</summary>
    public static ShippedModelNote? Of(string scorerKey) => s_notes.GetValueOrDefault(scorerKey);
}
