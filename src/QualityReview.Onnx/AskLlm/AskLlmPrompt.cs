namespace QualityReview.Onnx.AskLlm;

/// <summary>A question about a text, with a place for the text.</summary>
/// <param name="Name">The preset's name, or "custom".</param>
/// <param name="Text">Holds <c>{document}</c> once.</param>
public sealed record AskLlmPrompt(string Name, string Text)
{
    public const string Place = "{document}";

    // With and without the space that most tokenizers put before a word; spellings that are not one token are left out.
    private static readonly string[] s_yes = ["yes", "Yes", "YES", " yes", " Yes", " YES"];
    private static readonly string[] s_no = ["no", "No", "NO", " no", " No", " NO"];

    /// <summary>Sachdeva et al., arXiv 2402.09668, figure 3.</summary>
    public static AskLlmPrompt Paper { get; } = new("paper", """
        ###
        {document}
        ###
        Does the previous paragraph demarcated within ### and ### contain informative signal for pre-training a large-language model? An informative datapoint should be well-formatted, contain some usable knowledge of the world, and strictly NOT have any harmful, racist, sexist, etc. content.
        OPTIONS:
        - yes
        - no
        """);

    /// <summary>Li et al., arXiv 2406.11794, appendix J.2.</summary>
    public static AskLlmPrompt Dclm { get; } = new("dclm", """
        Evaluate the following paragraph for LLM pretraining suitability:
        - Is it well-structured or contains useful examples to natural texts?
        - Does it offer insights, useful facts or relevant information?
        - Does it teach how to comply with open-ended tasks such as writing letters, poems, emails etc.?
        - Is it free from harmful content?
        If most criteria are met based on the content below, indicate 'yes' for suitable. Otherwise, indicate 'no' for unsuitable.
        ### {document} ###
        Is it suitable for LLM pretraining? OPTIONS:
        - yes
        - no
        """);

    /// <summary>What the shipped judge-mini was tuned on, text and question encoded apart.</summary>
    public static AskLlmPrompt JudgeMini { get; } = new("judge_mini", """
        {document}

        ###
        Is the text above good data for training a language model? Answer yes or no:
        """)
    { EncodedApart = true, Yes = [" yes"], No = [" no"] };

    public static IReadOnlyList<AskLlmPrompt> Presets { get; } = [Paper, Dclm, JudgeMini];

    /// <summary>Whether question and text are tokenized apart, so that no token spans their border. The default value is false: as one text.</summary>
    public bool EncodedApart { get; init; }

    public IReadOnlyList<string> Yes { get; init; } = s_yes;

    public IReadOnlyList<string> No { get; init; } = s_no;

    public string Head => Text[..Text.IndexOf(Place, StringComparison.Ordinal)];

    public string Tail => Text[(Text.IndexOf(Place, StringComparison.Ordinal) + Place.Length)..];

    /// <summary>Whether ### marks where the text ends, so that it must not occur in the text.</summary>
    public bool HasMarks => Text.Contains(Mark, StringComparison.Ordinal);

    private const string Mark = "###";

    /// <summary>A preset by its name, or a prompt in full.</summary>
    /// <exception cref="WrongWordsException">It is neither.</exception>
    public static AskLlmPrompt Of(string words)
    {
        if (Presets.FirstOrDefault(p => p.Name == words) is { } preset)
        {
            return preset;
        }
        var places = words.Split(Place).Length - 1;
        return places == 1 ? new AskLlmPrompt("custom", words) : throw new WrongWordsException(
            $"The prompt '{(words.Length > 40 ? words[..40] + "…" : words)}' holds {Place} {places} times; supported are {string.Join(", ", Presets.Select(p => p.Name))}, or a text with {Place} once.");
    }

    /// <summary>The text as it may be put into the prompt: a mark in it would end it early, and what follows would pass for the question.</summary>
    public string Clean(string text) => HasMarks ? text.Replace(Mark, "", StringComparison.Ordinal) : text;
}
