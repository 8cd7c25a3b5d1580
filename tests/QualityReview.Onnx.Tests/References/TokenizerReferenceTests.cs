using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.References;

/// <summary>Published models' own tokenizers against Hugging Face's library, text by text, where check.mjs has fetched them.</summary>
public sealed class TokenizerReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public void Encode_PublishedTokenizers_GiveReferenceIds()
    {
        var folder = ReferenceFolder.Need();
        var texts = Read(Path.Combine(folder, "texts.json.gz"))
            .Select(text => new string([.. text.GetProperty("units").EnumerateArray().Select(unit => (char)unit.GetInt32())]))
            .ToArray();
        var table = new StringBuilder("| tokenizer | kind | exact | of | differing texts |\n| --- | --- | --- | --- | --- |\n");
        var differences = new StringBuilder();
        var worst = 1.0;
        foreach (var own in Directory.GetDirectories(Path.Combine(folder, "tokenizers")).Order(StringComparer.Ordinal))
        {
            var exact = 0;
            var expected = Read(Path.Combine(own, "ids.json.gz")).Select(ids => ids.Deserialize<int[]>()!).ToArray();
            Assert.Equal(texts.Length, expected.Length);
            string? refusal = null;
            try
            {
                var tokenizer = Tokenizer.Load(own);
                for (var i = 0; i < texts.Length; i++)
                {
                    var found = tokenizer.Encode(texts[i], addSpecialTokens: false);
                    exact += expected[i].SequenceEqual(found) ? 1 : 0;
                    if (!expected[i].SequenceEqual(found))
                    {
                        var at = expected[i].Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
                        differences.AppendLine(CultureInfo.InvariantCulture, $"{Path.GetFileName(own)} text {i} from token {at}: {JsonSerializer.Serialize(texts[i][..Math.Min(texts[i].Length, 200)])}");
                        differences.AppendLine(CultureInfo.InvariantCulture, $"  expected {string.Join(' ', expected[i].Skip(at).Take(12))}; found {string.Join(' ', found.Skip(at).Take(12))}");
                    }
                }
            }
            catch (QualityReviewException fault)
            {
                refusal = fault.Message;
            }

            table.AppendLine(CultureInfo.InvariantCulture, $"| {Path.GetFileName(own)} | {Kind(own)} | {(refusal is null ? exact : 0)} | {texts.Length} | {refusal ?? (texts.Length - exact).ToString(CultureInfo.InvariantCulture)} |");
            worst = Math.Min(worst, refusal is null ? (double)exact / texts.Length : 0);
        }

        output.WriteLine(table.ToString());
        output.WriteLine(differences.ToString());
        Assert.True(texts.Length >= 2000);
        Assert.True(worst >= 0.999, table.ToString() + differences);
    }

    private static string Kind(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tokenizer.json")));
        var model = json.RootElement.GetProperty("model");
        return model.TryGetProperty("type", out var type) ? type.GetString()! : "BPE";
    }

    private static IEnumerable<JsonElement> Read(string file)
    {
        using var unzipped = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        return [.. JsonDocument.Parse(unzipped).RootElement.EnumerateArray()];
    }
}
