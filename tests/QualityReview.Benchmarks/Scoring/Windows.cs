using QualityReview.Onnx;
using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>What a method makes of texts before and after the model: the same windows and labels for every variant.</summary>
internal abstract class Windows
{
    /// <summary>Tokenizes one text.</summary>
    public abstract IReadOnlyList<TokenSequence> Read(int sample, string text);

    /// <param name="sequence">One that <see cref="Read"/> made.</param>
    /// <param name="nll">-ln p of its labels.</param>
    public abstract void Store(TokenSequence sequence, ReadOnlySpan<float> nll);

    public abstract double Score(int sample);

    public static Windows Of(OnnxScorerOptions options, Tokenizer tokenizer, int window, int texts) =>
        options.Method == OnnxScorerOptions.Perplexity ? new PerplexityWindows(tokenizer, window, texts) : new AskLlmWindows(options, tokenizer, window, texts);

    private sealed class PerplexityWindows(Tokenizer tokenizer, int window, int texts) : Windows
    {
        private readonly PerplexityReading[] _readings = new PerplexityReading[texts];

        public override IReadOnlyList<TokenSequence> Read(int sample, string text) =>
            (_readings[sample] = PerplexityReading.Of(text, tokenizer, 0)).Sequences(sample, window, window / 2);

        public override void Store(TokenSequence sequence, ReadOnlySpan<float> nll) => _readings[sequence.Sample].Store(sequence, window, window / 2, nll);

        public override double Score(int sample) => _readings[sample].Nats() / Math.Log(2) / _readings[sample].Bytes;
    }

    private sealed class AskLlmWindows : Windows
    {
        private readonly PromptEncoder _encoder;
        private readonly AnswerTokens _answers;
        private readonly double[] _yes;

        public AskLlmWindows(OnnxScorerOptions options, Tokenizer tokenizer, int window, int texts)
        {
            var prompt = AskLlmPrompt.Of(options.Prompt);
            _encoder = new PromptEncoder(tokenizer, prompt, PromptFrame.Plain(prompt, tokenizer), window, 0);
            _answers = AnswerTokens.Resolve(tokenizer, prompt.Yes, prompt.No);
            _yes = new double[texts];
        }

        public override IReadOnlyList<TokenSequence> Read(int sample, string text)
        {
            var ids = _encoder.Encode(text).Ids;
            return [new TokenSequence(sample, 0, ids) { FirstRow = ids.Length - 1, RowCount = 1, Labels = _answers.Labels }];
        }

        public override void Store(TokenSequence sequence, ReadOnlySpan<float> nll)
        {
            _yes[sequence.Sample] = 0;
            foreach (var nats in nll[.._answers.Yes.Count])
            {
                _yes[sequence.Sample] += Math.Exp(-nats);
            }
        }

        public override double Score(int sample) => _yes[sample];
    }
}
