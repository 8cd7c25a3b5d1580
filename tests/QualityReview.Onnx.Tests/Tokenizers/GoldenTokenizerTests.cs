using System.Text.Json;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>Token for token against Hugging Face's library (tokenizers 0.22) and against the ids that the shipped models were made with.</summary>
public sealed class GoldenTokenizerTests
{
    private const string JudgeQuestion = "\n\n###\nIs the text above good data for training a language model? Answer yes or no:";

    public static TheoryData<string> Names() =>
    [
        "lm-mini", "embedder-use-lite", "like-llama3", "like-qwen3", "like-cl100k", "like-o200k", "like-deepseek", "like-roberta", "possessive", "added-tokens",
        "byte-normalizer", "words", "words-cased", "words-accents", "words-punctuation", "like-llama2", "like-gemma", "characters-unfused", "like-xlmr", "like-t5",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_ManyTexts_GivesReferenceIds(string name)
    {
        var golden = TokenizerFixtures.ReadGolden(name);
        var tokenizer = TokenizerFixtures.GoldenTokenizer(golden);
        var before = golden["before"].Deserialize<int[]>()!;
        var after = golden["after"].Deserialize<int[]>()!;
        var texts = TokenizerFixtures.GoldenTexts();
        var expected = golden["ids"].Deserialize<int[][]>()!;
        Assert.Equal(texts.Length, expected.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.True(expected[i].SequenceEqual(tokenizer.Encode(texts[i], addSpecialTokens: false)), Difference(texts[i], expected[i], tokenizer));
            Assert.Equal([.. before, .. expected[i], .. after], tokenizer.Encode(texts[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_ReferenceIds_GivesReferenceText(string name)
    {
        var golden = TokenizerFixtures.ReadGolden(name);
        var tokenizer = TokenizerFixtures.GoldenTokenizer(golden);
        var ids = golden["ids"].Deserialize<int[][]>()!;
        var decoded = golden["decoded"].Deserialize<Dictionary<int, string>>()!;
        Assert.NotEmpty(decoded);
        foreach (var (index, text) in decoded)
        {
            Assert.Equal(text, tokenizer.Decode(ids[index]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeWithSpans_ManyTexts_CoversTextWithSameIds(string name)
    {
        var tokenizer = TokenizerFixtures.GoldenTokenizer(TokenizerFixtures.ReadGolden(name));
        foreach (var text in TokenizerFixtures.GoldenTexts())
        {
            var tokens = tokenizer.EncodeWithSpans(text);
            Assert.Equal(tokenizer.Encode(text, addSpecialTokens: false), tokens.Select(token => token.Id));
            var at = 0;
            foreach (var token in tokens)
            {
                Assert.Equal(at, token.Start);
                Assert.True(token.Length >= 0, text);
                at += token.Length;
            }

            Assert.True(tokens.Count == 0 || at == text.Length, text);
        }
    }

    [Fact]
    public void Encode_EmbedderGoldens_GivesOriginalModelsIds()
    {
        var tokenizer = TokenizerFixtures.Shipped("embedder-use-lite");
        var goldens = ReadList("golden-embedder.json").Where(golden => !golden.GetProperty("text").GetString()!.Contains("  ", StringComparison.Ordinal)).ToArray();
        Assert.True(goldens.Length > 20);
        foreach (var golden in goldens)
        {
            Assert.Equal(golden.GetProperty("ids").Deserialize<int[]>(), tokenizer.Encode(golden.GetProperty("text").GetString()!));
        }
    }

    [Theory]
    [InlineData("lm-mini")]
    [InlineData("judge-mini")]
    public void Encode_LanguageModelGoldens_GivesTrainingIds(string model)
    {
        var tokenizer = TokenizerFixtures.Shipped(model);
        foreach (var golden in ReadList("golden-lm-judge.json"))
        {
            var text = golden.GetProperty("text").GetString()!;
            var withBos = golden.GetProperty("ids_with_bos").Deserialize<int[]>()!;
            Assert.Equal(withBos, tokenizer.Encode(text));
            Assert.Equal(withBos[1..], tokenizer.Encode(text, addSpecialTokens: false));
            var question = tokenizer.Encode(JudgeQuestion, addSpecialTokens: false);
            int[] prompt = [.. withBos.Take(256 - question.Length), .. question];
            Assert.Equal(golden.GetProperty("judge_prompt_ids").Deserialize<int[]>(), prompt);
        }
    }

    private static JsonElement[] ReadList(string file) =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "golden", file))).RootElement.EnumerateArray()];

    private static string Difference(string text, int[] expected, Tokenizer tokenizer) =>
        $"{JsonSerializer.Serialize(text)}\nexpected {string.Join(',', expected)}\nfound    {string.Join(',', tokenizer.Encode(text, false))}";
}
