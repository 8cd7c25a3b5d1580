using QualityReview.Hashing;

namespace QualityReview.Tests.Hashing;

public sealed class StableHashTests
{
    [Fact]
    public void Of_TextsThatLookAlike_GivesDifferentHashes()
    {
        string[] texts = ["", "\0", "\0\0", "a", "a\0", "a\0\0\0", "a\0\0\0\0", "aaaa", "aaaaa", "aaaab", "\ud800", "\udc00", "ab", "ba"];
        var hashes = texts.SelectMany(text => new[] { StableHash.Of(text), StableHash.Of(text, 1) }).ToHashSet();
        Assert.Equal(2 * texts.Length, hashes.Count);
    }

    [Fact]
    public void Of_ManyIds_FlipsHalfOfTheBitsForOneChangedLetter()
    {
        var flipped = Enumerable.Range(0, 2_000).Average(i =>
            (double)ulong.PopCount(StableHash.Of($"sample-{i}") ^ StableHash.Of($"sample-{i}x")));
        Assert.InRange(flipped, 31.5, 32.5);
    }

    // Draws are stored: these values, computed by another implementation in another language, must never change.
    [Theory]
    [InlineData("", 0UL, 3746585686858627171UL)]
    [InlineData("sample-1", 7UL, 14454421441111627047UL)]
    public void Of_KnownText_NeverChanges(string text, ulong seed, ulong expected) => Assert.Equal(expected, StableHash.Of(text, seed));

    [Fact]
    public void ContentHash_Abc_IsThePublishedVector()
    {
        // FIPS 180-4 test vectors.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.Of("abc"));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ContentHash.Of(""));
    }

    [Fact]
    public void ContentHash_LoneSurrogate_CountsAsReplacementCharacter() =>
        Assert.Equal(ContentHash.Of("a\ufffdb"), ContentHash.Of("a\ud800b"));
}
