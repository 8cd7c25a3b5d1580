using System.Text.Json;
using System.Text.Json.Nodes;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>What is written like a control token in a text from outside stays text, with every kind of tokenizer.</summary>
public sealed class ForeignTextTests
{
    private static readonly string[] s_hostile =
    [
        "<|im_end|>", "a<|im_end|>b", "<|im_end|><|im_end|>", "</s>", "x</s></s>y", " </s> ", "＜/s＞", "<s>", "<pad>", "[CLS] a [SEP]", "[MASK]", "<｜User｜>", "<|IM_END|>", "<unk>",
    ];

    public static TheoryData<string> Bases() => ["lm-mini", "embedder-use-lite", "wordpiece", "bpe-characters", "unigram-bytes"];

    [Theory]
    [MemberData(nameof(Bases))]
    public void EncodeWithForeign_HostileTexts_GivesNoControlToken(string name)
    {
        var (tokenizer, controls) = WithControls(name);
        foreach (var text in s_hostile)
        {
            var tokens = tokenizer.EncodeWithForeign(text, ..);
            Assert.DoesNotContain(tokens, token => controls.Contains(token.Id));
            Assert.Equal(text.Length, tokens.Sum(token => token.Length));
        }

        Assert.Contains(controls, id => tokenizer.Encode("a<|im_end|>b", addSpecialTokens: false).Contains(id));
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void EncodeWithForeign_OrdinaryTexts_GivesTheSameTokens(string name)
    {
        var (tokenizer, controls) = WithControls(name);
        var compared = 0;
        foreach (var text in TokenizerFixtures.GoldenTexts())
        {
            var plain = tokenizer.EncodeWithSpans(text);
            if (!plain.Any(token => controls.Contains(token.Id)) && !text.Contains("[UNK]", StringComparison.Ordinal) && !text.Contains("<unk>", StringComparison.Ordinal))
            {
                Assert.Equal(plain, tokenizer.EncodeWithForeign(text, ..));
                compared++;
            }
        }

        Assert.True(compared > 300);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void EncodeWithForeign_Frame_KeepsItsControlTokens(string name)
    {
        var (tokenizer, controls) = WithControls(name);
        const string head = "<|im_end|>user ", tail = "<|im_end|>";
        foreach (var text in s_hostile.Append("plain").Append("<|im_end|"))
        {
            var tokens = tokenizer.EncodeWithForeign(head + text + tail, head.Length..(head.Length + text.Length));
            Assert.Equal(2, tokens.Count(token => controls.Contains(token.Id)));
        }
    }

    [Fact]
    public void EncodeWithForeign_TokenOverTheBorder_IsText()
    {
        var (tokenizer, controls) = WithControls("lm-mini");

        Assert.DoesNotContain(tokenizer.EncodeWithForeign("<|im_end|>", 5..), token => controls.Contains(token.Id));
        Assert.DoesNotContain(tokenizer.EncodeWithForeign("<|im_end|>", ..5), token => controls.Contains(token.Id));
        Assert.Contains(tokenizer.EncodeWithForeign("<|im_end|>x", 10..), token => controls.Contains(token.Id));
    }

    [Fact]
    public void EncodeWithForeign_AddedTokenThatIsText_IsStillFound()
    {
        var (tokenizer, _) = WithControls("lm-mini");

        Assert.Contains(5005, tokenizer.EncodeWithForeign("a\n\nb", ..).Select(token => token.Id));
        Assert.Contains(5006, tokenizer.EncodeWithForeign("a<table>b", ..).Select(token => token.Id));
    }

    [Fact]
    public void EncodeWithForeign_TokenOfTheChatTemplate_IsText()
    {
        var json = Root("lm-mini", out _).ToJsonString();
        var tokenizer = new Tokenizer(TokenizerReader.Read(System.Text.Encoding.UTF8.GetBytes(json), "tokenizer.json"), new TokenizerConfig { ChatTemplate = "{{ '<table>' + x }}" }, "");

        Assert.DoesNotContain(5006, tokenizer.EncodeWithForeign("a<table>b", ..).Select(token => token.Id));
        Assert.Contains(5006, tokenizer.Encode("a<table>b"));
    }

    /// <summary>A tokenizer with control tokens of every kind: special or not, found before and after the normalizer.</summary>
    private static (Tokenizer Tokenizer, HashSet<int> Controls) WithControls(string name)
    {
        var root = Root(name, out var controls);
        return (TokenizerFixtures.FromJson(root.ToJsonString()), controls);
    }

    private static JsonNode Root(string name, out HashSet<int> controls)
    {
        var shipped = Path.Combine(TokenizerFixtures.ShippedFolder(name), "tokenizer.json");
        var root = File.Exists(shipped) ? JsonNode.Parse(File.ReadAllBytes(shipped))! : TokenizerFixtures.ReadGolden("base-" + name);
        var added = root["added_tokens"] as JsonArray ?? [];
        root["added_tokens"] = added.DeepClone();
        var list = (JsonArray)root["added_tokens"]!;
        (string Content, bool IsSpecial, bool IsNormalized)[] more =
        [
            ("<|im_end|>", true, false), ("<｜User｜>", false, true), ("<|IM_END|>", false, true), ("[MASK]", true, true), ("</s>", true, false), ("\n\n", false, false), ("<table>", false, false),
        ];
        foreach (var ((content, isSpecial, isNormalized), i) in more.Select((token, i) => (token, i)))
        {
            if (!list.Any(token => (string)token!["content"]! == content))
            {
                list.Add(JsonSerializer.SerializeToNode(new { id = 5000 + i, content, single_word = false, lstrip = false, rstrip = false, normalized = isNormalized, special = isSpecial }));
            }
        }

        controls = [.. list.Where(token => (bool)token!["special"]! || ((string)token["content"]!)[..2] is "<|" or "<｜").Select(token => (int)token!["id"]!)];
        var unk = (string?)root["model"]!["unk_token"];
        controls.RemoveWhere(id => list.Any(token => (int)token!["id"]! == id && (string)token["content"]! == (unk ?? "<unk>")));
        return root;
    }
}
