using System.Text.Json.Nodes;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>The models against brute force.</summary>
public sealed class ModelTests
{
    // A fixed sequence: xorshift32.
    private static IEnumerable<int> Draws(uint state, int below)
    {
        while (true)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            yield return (int)(state % (uint)below);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(200)]
    public void Encode_Bpe_AppliesLowestRankLeftmostFirst(int length)
    {
        string[] merges = ["b c", "a b", "a a", "ab c", "bc a", "aa aa", "c c", "ab ab", "abc bc", "aab ab"];
        merges = [.. merges.Take(9)];
        var tokenizer = TokenizerFixtures.Bpe("abc", merges);
        foreach (var seed in Enumerable.Range(1, 50))
        {
            var text = string.Concat(Draws((uint)seed, 3).Take(length).Select(draw => (char)('a' + draw)));
            Assert.Equal(MergeByHand(text, merges), tokenizer.Encode(text).Select(id => tokenizer.Decode([id])));
        }
    }

    [Fact]
    public void Encode_MergeListedTwice_CountsAtItsLastPlace() =>
        Assert.Equal(["x", "yz"], TokenizerFixtures.Bpe("xyz", "x y", "y z", "x y") is var tokenizer ? tokenizer.Encode("xyz").Select(id => tokenizer.Decode([id])) : []);

    [Fact]
    public void Encode_Unigram_GivesBestSumOfAllCuts()
    {
        var scores = new Dictionary<string, double> { ["?"] = 0, ["a"] = -3, ["b"] = -3.5, ["ab"] = -5, ["ba"] = -5.25, ["aba"] = -6.125, ["bb"] = -7.5, ["abab"] = -9.75 };
        var tokenizer = Unigram(scores, byteFallback: false);
        foreach (var seed in Enumerable.Range(1, 60))
        {
            var text = string.Concat(Draws((uint)seed, 2).Take(11).Select(draw => (char)('a' + draw)));
            var pieces = tokenizer.Encode(text).Select(id => scores.Keys.ElementAt(id)).ToArray();
            Assert.Equal(text, string.Concat(pieces));
            Assert.Equal(BestSum(text, scores), pieces.Sum(piece => scores[piece]), 1e-9);
        }
    }

    [Fact]
    public void Encode_UnigramWithUnknownRun_GivesOneTokenOrItsBytes()
    {
        var scores = new Dictionary<string, double> { ["?"] = 0, ["a"] = -1, ["<0xC3>"] = -9, ["<0xA9>"] = -9 };
        Assert.Equal([1, 0, 1], Unigram(scores, byteFallback: false).Encode("aééa"));
        Assert.Equal([1, 2, 3, 2, 3, 1], Unigram(scores, byteFallback: true).Encode("aééa"));
        Assert.Equal([1, 0, 1], Unigram(scores, byteFallback: true).Encode("aéüa"));
    }

    [Fact]
    public void Encode_UnigramWithoutUnknownToken_SaysSo()
    {
        var tokenizer = TokenizerFixtures.FromJson("""{"model": {"type": "Unigram", "unk_id": null, "vocab": [["a", -1]]}}""");
        var fault = Assert.Throws<QualityReviewException>(() => tokenizer.Encode("a😀"));
        Assert.Equal("tokenizer.json has no model.unk_id, and the text holds 😀, which its vocabulary lacks; a tokenizer with an unknown token is needed.", fault.Message);
    }

    [Fact]
    public void Encode_LongWordWithoutSpaces_TakesTheSamePathAsItsParts()
    {
        // Nothing joins c with what follows, so the long word must give what its parts give.
        var tokenizer = TokenizerFixtures.Bpe("abc", "a b", "ab c");
        var part = "abcaabbc";
        Assert.Equal(Enumerable.Repeat(tokenizer.Encode(part), 20_000).SelectMany(ids => ids), tokenizer.Encode(string.Concat(Enumerable.Repeat(part, 20_000))));
    }

    [Fact]
    public void Encode_BpeWithPrefixAndSuffix_LooksUpMarkedCharacters()
    {
        var tokenizer = TokenizerFixtures.FromJson("""
            {"model": {"type": "BPE", "continuing_subword_prefix": "##", "end_of_word_suffix": "</w>", "vocab": {"a": 0, "##b": 1, "##c</w>": 2, "ab": 3, "a</w>": 4, "abc</w>": 5, "##b</w>": 6},
            "merges": ["a ##b", "ab ##c</w>"]}, "pre_tokenizer": {"type": "WhitespaceSplit"}}
            """);
        Assert.Equal([5, 4, 0, 6], tokenizer.Encode("abc a ab"));
    }

    private static QualityReview.Onnx.Tokenizers.Tokenizer Unigram(Dictionary<string, double> scores, bool byteFallback) => TokenizerFixtures.FromJson(new JsonObject
    {
        ["model"] = new JsonObject
        {
            ["type"] = "Unigram",
            ["unk_id"] = 0,
            ["byte_fallback"] = byteFallback,
            ["vocab"] = new JsonArray([.. scores.Select(entry => new JsonArray(entry.Key, entry.Value))]),
        },
    }.ToJsonString());

    private static double BestSum(string text, Dictionary<string, double> scores) => text.Length == 0
        ? 0
        : scores.Where(entry => text.StartsWith(entry.Key, StringComparison.Ordinal)).Max(entry => entry.Value + BestSum(text[entry.Key.Length..], scores));

    private static List<string> MergeByHand(string text, string[] merges)
    {
        var symbols = text.Select(c => c.ToString()).ToList();
        while (true)
        {
            var best = Enumerable.Range(0, Math.Max(0, symbols.Count - 1))
                .Select(i => (Rank: Array.IndexOf(merges, symbols[i] + " " + symbols[i + 1]), Place: i))
                .Where(pair => pair.Rank >= 0)
                .OrderBy(pair => pair)
                .FirstOrDefault((-1, -1));
            if (best.Item1 < 0)
            {
                return symbols;
            }

            symbols[best.Item2] += symbols[best.Item2 + 1];
            symbols.RemoveAt(best.Item2 + 1);
        }
    }
}
