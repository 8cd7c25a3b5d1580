using System.Globalization;
using System.Text;
using System.Text.Json;
using QualityReview.Benchmarks.Models;
using QualityReview.Benchmarks.Scoring;
using QualityReview.Hashing;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Memory;

/// <summary>The real program imports and scores 200,000 texts of 1 character to 1 MB, and what it holds of the machine's memory is
/// looked at five times a second.</summary>
/// <remarks>Lengths are log-uniform in four bands: 98.95 % of the texts up to 400 characters, 1 % up to 20,000, 0.04 % up to a million,
/// and 0.01 % of a million exactly; some 60 MB together. Their order is random, so that memory should be the same at any time.</remarks>
internal static class MemoryBenchmark
{
    private const int DefaultTexts = 200_000, Longest = 1_000_000;
    private const double MegaByte = 1e6, Allowed = 1e9;

    // Small, so that the run takes minutes: its texts, tokens and windows are what fills the memory, not its weights.
    private static readonly MadeModel s_model = new(1, 64, 4096, 512);

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var work = new TestFolder();
        var model = work.File("made-lm");
        s_model.Write(model);
        var modelBytes = new FileInfo(Path.Combine(model, "onnx", "model.onnx")).Length;
        var characters = WriteTexts(work.File("texts.jsonl"), options.Texts > 0 ? options.Texts : DefaultTexts);
        Console.WriteLine($"{(options.Texts > 0 ? options.Texts : DefaultTexts)} texts, {characters / MegaByte:F0} million characters; a model of {modelBytes / MegaByte:F1} MB. At most {(modelBytes + Allowed) / MegaByte:N0} MB may be held.");
        Console.WriteLine();
        var program = await RealProgram.BuildAsync(work.File("data"), new Dictionary<string, string>
        {
            ["QualityReview__Scoring__ShippedScorers"] = "false",
            ["QualityReview__Scoring__Device"] = "cpu",
            ["QualityReview__Scorers__0__Key"] = "ask_llm_made_1",
            ["QualityReview__Scorers__0__Method"] = "ask_llm",
            ["QualityReview__Scorers__0__Model"] = model,
            ["QualityReview__Scorers__0__Prompt"] = "judge_mini",
            ["QualityReview__Scorers__1__Key"] = "perplexity_made_1",
            ["QualityReview__Scorers__1__Method"] = "perplexity",
            ["QualityReview__Scorers__1__Model"] = model,
            ["QualityReview__Scorers__1__Stride"] = "448",
        });
        var table = new MarkdownTable(["Command", "s", .. Enumerable.Range(1, 10).Select(tenth => $"{tenth * 10} %"), "Peak MB", "Of what is allowed"]);
        foreach (var (name, words) in new (string, string[])[]
        {
            ("import", ["import", "d", work.File("texts.jsonl")]),
            ("score, ask_llm", ["score", "d", "--scorer", "ask_llm_made_1"]),
            ("score, perplexity", ["score", "d", "--scorer", "perplexity_made_1"]),
        })
        {
            var (usage, output) = await program.RunAsync(words);
            table.Add([name, usage.Seconds, .. Enumerable.Range(0, 10).Select(tenth => (object)Math.Round(usage.PeakOf(tenth, 10) / MegaByte)), Math.Round(usage.Peak / MegaByte), usage.Peak / (modelBytes + Allowed)]);
            Console.WriteLine($"{name}: {output.Trim()}");
        }
        Console.WriteLine();
        Console.WriteLine("Resident memory in MB, the most of each tenth of the time:");
        Console.WriteLine();
        table.Print();
    }

    /// <returns>Characters written.</returns>
    private static long WriteTexts(string file, int count)
    {
        var source = string.Join("\n\n", SampleTexts.Take(1_000).Distinct());
        source = string.Concat(Enumerable.Repeat(source, (2 * Longest / source.Length) + 2));
        var random = new SeededRandom(11);
        var total = 0L;
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        for (var i = 0; i < count; i++)
        {
            var length = Length(random);
            var start = random.NextInt(source.Length - length - 1);
            var text = source.AsSpan(start, length).ToString();
            writer.WriteLine(JsonSerializer.Serialize(new { id = i.ToString(CultureInfo.InvariantCulture), text }));
            total += length;
        }
        return total;
    }

    private static int Length(SeededRandom random)
    {
        var (least, most) = random.NextDouble() switch
        {
            < 0.0001 => (Longest, Longest),
            < 0.0005 => (20_000, Longest),
            < 0.0105 => (400, 20_000),
            _ => (1, 400),
        };
        return (int)(least * Math.Pow((double)most / least, random.NextDouble()));
    }
}
