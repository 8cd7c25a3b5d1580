using System.Buffers.Binary;
using System.Text;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>A hand-made map; the goldens hold one that SentencePiece made.</summary>
public sealed class PrecompiledCharsMapTests
{
    private static readonly PrecompiledCharsMap s_map = new(Compile(new()
    {
        ["A"] = "a",
        ["ﬁ"] = "fi",
        ["\r"] = " ",
        ["e\u0301"] = "é",
        ["\u200b"] = "",
        ["😀"] = ":-)",
    }));

    [Theory]
    [InlineData("", "")]
    [InlineData("xAy", "xay")]
    [InlineData("ﬁx", "fix")]
    [InlineData("ae\u0301b", "aéb")]
    [InlineData("a\u200bb", "ab")]
    [InlineData("😀!", ":-)!")]
    [InlineData("中", "中")]
    public void Apply_KnownCharacters_AreReplaced(string text, string expected) => Assert.Equal(expected, s_map.Apply(new(text, null)).Text);

    // "\r\n" is one grapheme and begins with a known one: the replacement stands for both.
    [Fact]
    public void Apply_GraphemeThatBeginsWithAKnownCharacter_IsReplacedAsAWhole() => Assert.Equal("x y", s_map.Apply(new("x\r\ny", null)).Text);

    // Five bytes is the longest grapheme that is looked up as a whole: this has seven.
    [Fact]
    public void Apply_LongGrapheme_IsReplacedCharacterByCharacter() => Assert.Equal("a\u0301\u0302\u0303", s_map.Apply(new("A\u0301\u0302\u0303", null)).Text);

    [Fact]
    public void Apply_Traced_KeepsOrigins()
    {
        var traced = s_map.Apply(TracedText.Original("AﬁA\u200bx", 0, 5, traced: true));
        Assert.Equal("afiax", traced.Text);
        Assert.Equal([1, 2, 2, 3, 5], traced.Ends!);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 4, 0, 0, 0 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3 })]
    public void Constructor_DataThatDoesNotFit_IsRefused(byte[] data) => Assert.Throws<FormatException>(() => new PrecompiledCharsMap(data));

    /// <summary>A Darts double array: a unit is offset &lt;&lt; 10 | has leaf &lt;&lt; 8 | label; a leaf is its value with the top bit set.
    /// Children of a node lie at (its place ^ its offset) ^ label, the leaf at label 0.</summary>
    private static byte[] Compile(Dictionary<string, string> rules)
    {
        var replacements = new MemoryStream();
        var keys = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in rules)
        {
            keys[Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(key))] = (int)replacements.Length;
            replacements.Write(Encoding.UTF8.GetBytes(value + "\0"));
        }

        var units = new uint[1 << 16];
        var isUsed = new bool[units.Length];
        isUsed[0] = true;
        Place(0, "", 0);
        var data = new byte[4 + units.Length * 4 + replacements.Length];
        BinaryPrimitives.WriteInt32LittleEndian(data, units.Length * 4);
        for (var i = 0; i < units.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4 + 4 * i), units[i]);
        }

        replacements.ToArray().CopyTo(data, 4 + units.Length * 4);
        return data;

        void Place(int node, string path, uint label)
        {
            var labels = keys.Keys.Where(key => key.StartsWith(path, StringComparison.Ordinal)).Select(key => key.Length == path.Length ? '\0' : key[path.Length]).Distinct().ToArray();
            var offset = Enumerable.Range(1, units.Length - 1).First(offset => labels.All(child => (node ^ offset ^ child) < units.Length && !isUsed[node ^ offset ^ child]));
            units[node] = (uint)offset << 10 | (labels[0] == 0 ? 1u << 8 : 0) | label;
            foreach (var child in labels)
            {
                isUsed[node ^ offset ^ child] = true;
            }

            foreach (var child in labels)
            {
                if (child == 0)
                {
                    units[node ^ offset] = 1u << 31 | (uint)keys[path];
                }
                else
                {
                    Place(node ^ offset ^ child, path + child, child);
                }
            }
        }
    }
}
