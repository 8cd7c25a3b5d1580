using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>Every file in data/invalid is named by its fault and gives one sentence.</summary>
public sealed class TokenizerFaultTests : IDisposable
{
    private static readonly string s_invalid = Path.Combine(AppContext.BaseDirectory, "data", "invalid");
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenizer").FullName;

    private static readonly Dictionary<string, string> s_sentences = new()
    {
        ["added-token-without-id"] = "DIR/tokenizer.json has no added_tokens[0].id; a whole number of 0 or more is expected there.",
        ["broken-charsmap"] = "DIR/tokenizer.json has a broken normalizer.precompiled_charsmap; a base64 text made by SentencePiece is expected there.",
        ["byte-level-not-last"] = "DIR/tokenizer.json asks for Digits after ByteLevel at pre_tokenizer.pretokenizers[1], which is not supported; ByteLevel must be the last pre-tokenizer.",
        ["byte-level-word-piece"] = "DIR/tokenizer.json asks for the model WordPiece after the pre-tokenizer ByteLevel at model, which is not supported; ByteLevel goes with a BPE model.",
        ["dropout"] = "DIR/tokenizer.json asks for BPE dropout at model.dropout, which is not supported; the same text must always give the same tokens.",
        ["empty-vocabulary"] = "DIR/tokenizer.json has an object at model.vocab; at least one token is expected there.",
        ["empty"] = "DIR/tokenizer.json is not valid JSON at line 1; a Hugging Face tokenizer file is expected.",
        ["half-surrogate"] = "DIR has a tokenizer file with a text that is not valid Unicode; UTF-8 is expected.",
        ["id-is-a-text"] = "DIR/tokenizer.json has \"0\" at model.vocab.a; a token's id is expected there.",
        ["id-out-of-range"] = "DIR/tokenizer.json has 2000000000 at model.vocab.a; a token's id is expected there.",
        ["list"] = "DIR/tokenizer.json holds no JSON object; a Hugging Face tokenizer file is expected.",
        ["merge-of-three"] = "DIR/tokenizer.json has \"a b c\" at model.merges[0]; a pair of tokens with a space between is expected there.",
        ["merge-without-token"] = "DIR/tokenizer.json has \"a ab\" at model.merges[1]; a pair of tokens whose join is a token as well is expected there.",
        ["no-merges"] = "DIR/tokenizer.json has no model.merges; a list is expected there.",
        ["no-model"] = "DIR/tokenizer.json has no model; a BPE, WordPiece or Unigram model is expected there.",
        ["no-vocabulary"] = "DIR/tokenizer.json has no model.vocab; an object is expected there.",
        ["regex-not-supported"] = "DIR/tokenizer.json asks for the regular expression \\p{Han}+ at pre_tokenizer.pattern.Regex, which is not supported; .NET says UnrecognizedUnicodeProperty near its character 7.",
        ["regex-word-boundary"] = "DIR/tokenizer.json asks for the regular expression \\bx at pre_tokenizer.pattern.Regex, which is not supported; \\b means something else here.",
        ["split-without-pattern"] = "DIR/tokenizer.json has no pre_tokenizer.pattern; an object is expected there.",
        ["template-without-sequence"] = "DIR/tokenizer.json has a list at post_processor.single; a template with the sequence A is expected there.",
        ["truncated"] = "DIR/tokenizer.json is not valid JSON at line 3; a Hugging Face tokenizer file is expected.",
        ["unigram-unk-out-of-range"] = "DIR/tokenizer.json has 7 at model.unk_id; a token's id is expected there.",
        ["unigram-without-score"] = "DIR/tokenizer.json has a list at model.vocab[1]; a pair of token and score is expected there.",
        ["unk-not-in-vocabulary"] = "DIR/tokenizer.json has \"<unk>\" at model.unk_token; a token of the vocabulary is expected there.",
        ["unknown-behavior"] = "DIR/tokenizer.json has \"Kept\" at pre_tokenizer.behavior; Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous is expected there.",
        ["unknown-decoder"] = "DIR/tokenizer.json asks for the decoder CTC at decoder, which is not supported; BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip and WordPiece are.",
        ["unknown-model"] = "DIR/tokenizer.json asks for the model WordLevel at model, which is not supported; BPE, WordPiece and Unigram are.",
        ["unknown-normalizer"] = "DIR/tokenizer.json asks for the normalizer Romanize at normalizer, which is not supported; BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip and StripAccents are.",
        ["unknown-post-processor"] = "DIR/tokenizer.json asks for the post-processor Mirror at post_processor, which is not supported; BertProcessing, ByteLevel, RobertaProcessing, Sequence and TemplateProcessing are.",
        ["unknown-pre-tokenizer"] = "DIR/tokenizer.json asks for the pre-tokenizer UnicodeScripts at pre_tokenizer.pretokenizers[1], which is not supported; BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Sequence, Split, Whitespace and WhitespaceSplit are.",
        ["word-piece-without-unk"] = "DIR/tokenizer.json has no model.unk_token; a token of the vocabulary is expected there.",
    };

    public static TheoryData<string> Faults() => [.. s_sentences.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Load_InvalidFile_SaysWhatIsWrong(string fault)
    {
        File.Copy(Path.Combine(s_invalid, $"tokenizer-{fault}.json"), Path.Combine(_folder, "tokenizer.json"));
        Assert.Equal(s_sentences[fault], Sentence());
    }

    [Fact]
    public void Load_InvalidFiles_AreAllTested()
    {
        var files = Directory.GetFiles(s_invalid, "tokenizer-*.json").Select(file => Path.GetFileNameWithoutExtension(file)["tokenizer-".Length..]);
        Assert.Equal(files.Order(StringComparer.Ordinal), s_sentences.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_FolderWithoutTokenizer_SaysSo() =>
        Assert.Equal("DIR has no tokenizer.json; a model folder as Hugging Face publishes it is expected.", Sentence());

    [Theory]
    [InlineData("""{"bos_token": 7}""", "DIR/tokenizer_config.json has 7 at bos_token; an object is expected there.")]
    [InlineData("""{"add_bos_token": "yes"}""", "DIR/tokenizer_config.json has \"yes\" at add_bos_token; true or false is expected there.")]
    [InlineData("{", "DIR/tokenizer_config.json is not valid JSON at line 1; a Hugging Face tokenizer file is expected.")]
    public void Load_InvalidConfig_SaysWhatIsWrong(string config, string sentence)
    {
        File.Copy(Path.Combine(TokenizerFixtures.ShippedFolder("lm-mini"), "tokenizer.json"), Path.Combine(_folder, "tokenizer.json"));
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), config);
        Assert.Equal(sentence, Sentence());
    }

    private string Sentence() =>
        Assert.Throws<QualityReviewException>(() => Tokenizer.Load(_folder)).Message.Replace(_folder, "DIR", StringComparison.Ordinal);
}
