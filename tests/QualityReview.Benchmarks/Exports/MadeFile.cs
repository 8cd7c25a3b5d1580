using System.Globalization;
using System.Text;
using System.Text.Json;
using QualityReview.Benchmarks.Scoring;
using QualityReview.Hashing;

namespace QualityReview.Benchmarks.Exports;

/// <summary>A JSONL file of texts cut out of the sample dataset's at random places.</summary>
internal static class MadeFile
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Bytes of the file.</returns>
    public static long Write(string file, int count, int bytes)
    {
        var source = string.Join("\n\n", SampleTexts.Take(1_000).Distinct());
        source = string.Concat(Enumerable.Repeat(source, (2 * bytes / source.Length) + 1));
        var random = new SeededRandom(3);
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20);
        for (var i = 0; i < count; i++)
        {
            var start = random.NextInt(source.Length - bytes - 1);
            writer.WriteLine(JsonSerializer.Serialize(new { id = i.ToString(CultureInfo.InvariantCulture), source = i % 3 == 0 ? "docs" : "web", text = source.Substring(start, bytes) }, s_plain));
        }

        writer.Flush();
        return new FileInfo(file).Length;
    }
}
