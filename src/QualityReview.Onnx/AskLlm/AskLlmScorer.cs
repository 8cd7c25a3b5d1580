using System.Globalization;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;

namespace QualityReview.Onnx.AskLlm;

/// <summary>Asks a language model whether a text is good training data; the score is the probability that its next token says yes.</summary>
/// <remarks>Sachdeva et al., arXiv 2402.09668, section 3.1: softmax over the whole vocabulary, summed over the spellings of yes. The
/// next token is what follows the prompt, or, of an encoder-decoder model, what its decoder says first.</remarks>
public sealed class AskLlmScorer : IScorer
{
    private readonly ILanguageModel _model;
    private readonly RunSettings _run;
    private readonly PromptEncoder _encoder;
    private readonly AnswerTokens _answers;
    private readonly int[] _labels;

    private AskLlmScorer(ILanguageModel model, RunSettings run, OnnxScorerOptions options)
    {
        _model = model;
        _run = run;
        var prompt = AskLlmPrompt.Of(options.Prompt);
        _encoder = new PromptEncoder(model.Tokenizer, prompt, PromptFrame.Of(options, prompt, model.Tokenizer, isWhole: model.Folder.Role == ModelRole.EncoderDecoder), run.Window, options.MaxTokens);
        _answers = AnswersOf(options, prompt, model.Tokenizer);
        _labels = _answers.Labels;
        Card = CardOf(options, model.Folder, model.Tokenizer);
    }

    public ScorerCard Card { get; }

    public string Device => _run.DeviceName;

    public int ChunksAtOnce => _model.Devices;

    /// <summary>Loads the model.</summary>
    public static AskLlmScorer Open(OnnxScorerOptions options)
    {
        options.Validate();
        AskLlmPrompt.Of(options.Prompt);
        var folder = ModelFolder.Read(options.Model);
        var run = RunSettings.From(options, folder);
        ILanguageModel model = folder.Role == ModelRole.EncoderDecoder
            ? EncoderDecoderModel.Open(folder, run.Device, run.Threads)
            : CausalModel.Open(folder, run.Device, run.Threads, Math.Max(run.TokenBudget, run.Window));
        try
        {
            return new AskLlmScorer(model, run, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    internal static ScorerCard CardOf(OnnxScorerOptions options, ModelFolder folder, Tokenizer tokenizer)
    {
        var prompt = AskLlmPrompt.Of(options.Prompt);
        var answers = AnswersOf(options, prompt, tokenizer);
        var receipt = Receipt.Of(folder, tokenizer)
            .Add("max_tokens", options.MaxTokens)
            .Add("no_tokens", Join(answers.No))
            .Add("prompt", prompt.Text)
            .Add("prompt_name", prompt.Name)
            .Add("prompt_sha256", Receipt.Sha256(prompt.Text))
            .Add("prompt_tokens", prompt.EncodedApart ? "apart from the text" : "with the text")
            .Add("window", RunSettings.WindowOf(options, folder))
            .Add("yes_tokens", Join(answers.Yes));
        foreach (var (name, value) in PromptFrame.Of(options, prompt, tokenizer).Receipt)
        {
            receipt.Add(name, value);
        }
        return new ScorerCard
        {
            Key = options.Key,
            Method = OnnxScorerOptions.AskLlm,
            Title = options.Title.Length > 0 ? options.Title : "Ask-LLM",
            HighMeans = $"The model {folder.Name} says that the text is good training data.",
            Direction = ScoreDirection.HigherIsBetter,
            Unit = "P(yes)",
            DetailNames = ["p_no", "p_yes_of_answer", "other", "tokens"],
            Receipt = receipt.Entries,
            Caveat = "One model's opinion under one prompt: models disagree widely, and a text can try to sway the answer.",
        };
    }

    public async Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var asked = new (int Tokens, bool Truncated)[texts.Count];
        var nll = new float[texts.Count][];
        var failures = await new ChunkRun
        {
            TokenBudget = _run.TokenBudget,
            Progress = progress,
            Prepare = (i, text) =>
            {
                if (text.Length == 0)
                {
                    throw new QualityReviewException("The text is empty.");
                }
                var (ids, truncated) = _encoder.Encode(text);
                asked[i] = (ids.Length, truncated);
                return [new TokenSequence(i, 0, ids) { FirstRow = ids.Length - 1, RowCount = 1, Labels = _labels }];
            },
            Infer = (batch, cancel) =>
            {
                var results = _model.Nll(batch, cancel);
                for (var i = 0; i < batch.Count; i++)
                {
                    nll[batch[i].Sample] = results[(i * _labels.Length)..((i + 1) * _labels.Length)];
                }
            },
        }.RunAsync(texts, cancellation);

        var chunk = new ChunkScores(texts.Count, Card.DetailNames.Count, failures);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!chunk.HasFailed(i))
            {
                Score(nll[i], asked[i].Tokens, asked[i].Truncated, i, chunk);
            }
        }
        return chunk.Finish();
    }

    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Score(ReadOnlySpan<float> nll, int tokens, bool truncated, int index, ChunkScores chunk)
    {
        var yes = Probability(nll[.._answers.Yes.Count]);
        var no = Probability(nll[_answers.Yes.Count..]);
        if (!double.IsFinite(yes + no))
        {
            chunk.Fail(index, "The model gave no probability for this text.");
            return;
        }
        var other = Math.Max(0, 1 - yes - no);
        var ofAnswer = yes + no > 0 ? yes / (yes + no) : 0;
        var flags = (other > 0.5 ? ScoreFlags.DidNotAnswer : 0) | (truncated ? ScoreFlags.Truncated : 0);
        chunk.Set(index, yes, flags, [(float)no, (float)ofAnswer, (float)other, tokens]);
    }

    private static double Probability(ReadOnlySpan<float> nll)
    {
        var sum = 0.0;
        foreach (var nats in nll)
        {
            sum += Math.Exp(-nats);
        }
        return sum;
    }

    private static AnswerTokens AnswersOf(OnnxScorerOptions options, AskLlmPrompt prompt, Tokenizer tokenizer) =>
        AnswerTokens.Resolve(tokenizer, options.Yes.Count > 0 ? options.Yes : prompt.Yes, options.No.Count > 0 ? options.No : prompt.No);

    private static string Join(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
