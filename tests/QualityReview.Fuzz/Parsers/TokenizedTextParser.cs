using System.Text;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Any text through sound tokenizers, shipped ones and those like the common families'. The input's first byte chooses.</summary>
internal sealed class TokenizedTextParser : Parser
{
    private static readonly string[] _like = ["like-cl100k", "like-gemma", "like-llama2", "like-llama3", "like-qwen3", "like-roberta", "like-t5", "like-xlmr", "words", "lm-mini"];

    // Those that lose nothing: bytes are tokens, and nothing is normalised.
    private static readonly HashSet<string> _lossless = ["like-cl100k", "like-llama3", "lm-mini"];

    private readonly Tokenizer[] _tokenizers = [.. _like.Select(name => new Tokenizer(TokenizerReader.Read(Encoding.UTF8.GetBytes(TokenizerParser.Merged(name).ToJsonString()), "tokenizer.json"), new TokenizerConfig(), ""))];

    public override string Name => "tokenized-text";

    public override int MostBytes => 32 << 10;

    public override IReadOnlyList<string> Words { get; } = ["'s", " 're", "1234567", "\r\n", "\n\n\n", "    ", "<s>", "</s>", "<|endoftext|>", "<|im_start|>", "[CLS]", "▁", "Ġ", "\u00AD", "\u200D", "👩‍👩‍👧", "e\u0301\u0301\u0301", "\uFB01", "ß", "İ", "ǆ", "한국어", "نص", "ไทย", "日本語", "\u0085", "\u2028", "aaaaaaaaaaaaaaaa"];

    public override IEnumerable<byte[]> Seeds()
    {
        string[] texts = ["Hello world, it's 1234!", "日本語 😀 é \u0301\0\n\t  x", "def f(x):\n    return x  # ok\n", "Ünïcödé ﬁ ß İ ǆ \u200D", new('a', 2000), "<s> [CLS] <|im_end|> </s>"];
        return from tokenizer in Enumerable.Range(0, _like.Length) from text in texts select (byte[])[(byte)tokenizer, .. Encoding.UTF8.GetBytes(text)];
    }

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        var changed = base.Mutate(mutator, input, other);
        return changed.Length == 0 ? [0] : [(byte)mutator.Random.Next(_like.Length), .. changed[1..]];
    }

    public override string Read(byte[] input)
    {
        var which = input.Length == 0 ? 0 : input[0] % _like.Length;
        // Now and then half of a character pair, which no bytes give.
        var text = Encoding.UTF8.GetString(input.AsSpan(Math.Min(1, input.Length)));
        text = input.Length % 16 == 3 ? text + "\uD83D" : text;
        var tokenizer = _tokenizers[which];
        var count = TokenizerParser.CheckText(tokenizer, text);
        if (_lossless.Contains(_like[which]) && SampleFileParser.IsStorable(text))
        {
            FuzzFault.Unless(tokenizer.Decode(tokenizer.Encode(text, addSpecialTokens: false)) == text, $"{_like[which]} loses something.");
        }

        return $"{which} {Math.Min(count, 40)} {Math.Min(text.Length / 8, 20)}";
    }
}
