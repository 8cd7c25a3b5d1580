using System.Security.Cryptography;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

public sealed class TokenizerTests : IDisposable
{
    private const string Model = """{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}, "added_tokens": [{"id": 3, "content": "<s>"}, {"id": 9, "content": "</s>"}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenizer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_ShippedModel_KnowsItsTokens()
    {
        var tokenizer = TokenizerFixtures.Shipped("judge-mini");
        Assert.Equal(4096, tokenizer.VocabularySize);
        Assert.Equal((0, 0, 0, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.UnkId, tokenizer.PadId));
        Assert.Null(tokenizer.ChatTemplate);
        Assert.Equal(4095, tokenizer.IdOf("Ġyes"));
        Assert.Equal(573, tokenizer.IdOf("Ġno"));
        Assert.Null(tokenizer.IdOf(" yes"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(TokenizerFixtures.ShippedFolder("judge-mini"), "tokenizer.json")))), tokenizer.Hash);
    }

    [Fact]
    public void Load_OnlyTokenizerJson_NamesNoSpecialTokens()
    {
        var tokenizer = Load();
        Assert.Equal((null, null, null, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.PadId, tokenizer.UnkId));
        Assert.Equal(10, tokenizer.VocabularySize);
        Assert.Equal([2, 0], tokenizer.Encode("aba"));
    }

    [Fact]
    public void Load_ConfigAddsBosAndEos_PutsThemRoundEveryText()
    {
        var tokenizer = Load("""{"bos_token": {"content": "<s>"}, "eos_token": "</s>", "add_bos_token": true, "add_eos_token": true, "unk_token": "nowhere"}""");
        Assert.Equal((3, 9, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.UnkId));
        Assert.Equal([3, 2, 9], tokenizer.Encode("ab"));
        Assert.Equal([2], tokenizer.Encode("ab", addSpecialTokens: false));
        Assert.Equal([2], tokenizer.EncodeWithSpans("ab").Select(token => token.Id));
    }

    [Fact]
    public void Load_TemplateAlreadyAddsBos_AddsItOnce() =>
        Assert.Equal([0, 4095], TokenizerFixtures.Shipped("lm-mini").Encode(" yes"));

    [Theory]
    [InlineData("""{"chat_template": "{{ a }}"}""", "{{ a }}")]
    [InlineData("""{"chat_template": [{"name": "tool_use", "template": "t"}, {"name": "default", "template": "d"}]}""", "d")]
    [InlineData("""{"chat_template": [{"name": "tool_use", "template": "t"}]}""", "t")]
    [InlineData("""{"chat_template": null}""", null)]
    public void Load_Config_GivesChatTemplate(string config, string? template) => Assert.Equal(template, Load(config).ChatTemplate);

    [Fact]
    public void Load_ChatTemplateFile_WinsOverConfig()
    {
        File.WriteAllText(Path.Combine(_folder, "chat_template.jinja"), "{% if x %}");
        Assert.Equal("{% if x %}", Load("""{"chat_template": "old"}""").ChatTemplate);
    }

    [Fact]
    public void Load_SpecialTokensMap_FillsWhatConfigLeavesOut()
    {
        File.WriteAllText(Path.Combine(_folder, "special_tokens_map.json"), """{"bos_token": "</s>", "pad_token": {"content": "<s>"}}""");
        var tokenizer = Load("""{"bos_token": "<s>"}""");
        Assert.Equal((3, 3), (tokenizer.BosId, tokenizer.PadId));
    }

    [Fact]
    public void EncodeWithSpans_ByteLevel_KeepsCharactersWhole()
    {
        var tokens = TokenizerFixtures.Shipped("lm-mini").EncodeWithSpans("a 😀b");
        Assert.Equal("a", Cut("a 😀b", tokens[0]));
        Assert.Equal("b", Cut("a 😀b", tokens[^1]));
        Assert.Single(tokens, token => Cut("a 😀b", token).Contains("😀", StringComparison.Ordinal));
        Assert.Contains(tokens, token => token.Length == 0);
    }

    [Theory]
    [InlineData("""{"type": "NFD"}""", "é1", "é|1")]
    [InlineData("""{"type": "NFKC"}""", "ﬁ1", "ﬁ||1")]
    [InlineData("""{"type": "Lowercase"}""", "AİB", "A|İ||B")]
    [InlineData("""{"type": "Strip", "strip_left": true, "strip_right": true}""", "  a b ", "  a| |b ")]
    [InlineData("""{"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": "__"}""", "a   b", "a|   ||b")]
    [InlineData("""{"type": "Prepend", "prepend": "xy"}""", "ab", "||a|b")]
    [InlineData("""{"type": "StripAccents"}""", "e\u0301a", "e|\u0301a")]
    [InlineData("""{"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "Replace", "pattern": {"String": "f"}, "content": ""}]}""", "oﬁx", "o|ﬁ|x")]
    public void EncodeWithSpans_RewrittenText_GivesOriginalSpans(string normalizer, string text, string spans)
    {
        // Every character is unknown, and unfused: one token each.
        var tokenizer = TokenizerFixtures.FromJson($$"""{"normalizer": {{normalizer}}, "model": {"type": "BPE", "vocab": {"?": 0}, "merges": [], "unk_token": "?"} }""");
        var expected = spans == "é|1" ? "é||1" : spans;
        Assert.Equal(expected, string.Join('|', tokenizer.EncodeWithSpans(text).Select(token => Cut(text, token))));
    }

    [Fact]
    public void Decode_UnknownIds_LeavesThemOut() => Assert.Equal("aab", string.Concat(Load().Decode([0, 77, -1, 2]).Where(c => c != ' ')));

    [Fact]
    public void Encode_LoneSurrogates_CountAsReplacementCharacters()
    {
        var tokenizer = TokenizerFixtures.Shipped("lm-mini");
        Assert.Equal(tokenizer.Encode("a\uFFFDb\uFFFD\uFFFD😀"), tokenizer.Encode("a\uD800b\uDC00\uD83D😀"));
    }

    // The platform would take minutes for these; a regression shows as a test run that does not end.
    [Theory]
    [InlineData("\u0301\u0316")]
    [InlineData("a\u0301")]
    [InlineData("'")]
    [InlineData(" \n")]
    public void Encode_LongNastyRun_KeepsItsLengthInTokens(string unit)
    {
        var tokenizer = TokenizerFixtures.FromJson("""{"normalizer": {"type": "NFD"}, "model": {"type": "BPE", "vocab": {"?": 0}, "merges": [], "unk_token": "?"}}""");
        Assert.Equal(unit.Length * 200_000, tokenizer.Encode(string.Concat(Enumerable.Repeat(unit, 200_000))).Length);
    }

    [Fact]
    public async Task Encode_FourThreadsAtOnce_GivesSameIdsAsOne()
    {
        var texts = TokenizerFixtures.GoldenTexts();
        var alone = TokenizerFixtures.Shipped("lm-mini");
        var expected = texts.Select(text => alone.Encode(text)).ToArray();
        var shared = TokenizerFixtures.Shipped("lm-mini");
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            // Each thread begins elsewhere, so that they write the cache in different orders.
            Enumerable.Range(0, texts.Length).Select(i => (i + thread * 97) % texts.Length).ToDictionary(i => i, i => shared.Encode(texts[i])))));
        foreach (var ids in together)
        {
            Assert.All(ids, entry => Assert.Equal(expected[entry.Key], entry.Value));
        }
    }

    private Tokenizer Load(string? config = null)
    {
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), Model);
        if (config is not null)
        {
            File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), config);
        }

        return Tokenizer.Load(_folder);
    }

    private static string Cut(string text, Token token) => text.Substring(token.Start, token.Length);
}
