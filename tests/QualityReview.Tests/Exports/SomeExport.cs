using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Tests.Exports;

/// <summary>Requests and samples for export tests.</summary>
internal static class SomeExport
{
    public const string Perplexity = "perplexity_mini_v1";
    public const string Length = "length_v1";

    public static ExportRequest Request(string folder, SubsetFormat format = SubsetFormat.Jsonl) => new()
    {
        Folder = folder,
        Format = format,
        Dataset = new ManifestDataset("news", 5, "d0"),
        Filter = new ManifestFilter("best", 3, "perplexity ≥ 50 & length < 9", "perplexity_mini_v1>=50;length_v1<9"),
        LedgerPosition = 42,
        Scorers =
        [
            new ManifestScorer(Perplexity, "run-7", new Dictionary<string, string> { ["window"] = "1024", ["model"] = "abc" }),
            new ManifestScorer(Length, null, new Dictionary<string, string>()),
        ],
    };

    public static ExportManifest Write(ExportRequest request, IEnumerable<SubsetSample> samples) =>
        ExportFolder.Write(request, samples, cancellation: TestContext.Current.CancellationToken);

    public static IReadOnlyList<ExportFault> Verify(string folder) => ExportVerifier.Verify(folder, TestContext.Current.CancellationToken);

    public static SubsetSample Sample(string id, string text = "A text.") => new()
    {
        Id = id,
        Source = "web",
        Text = text,
        Meta = """{"url":"https://example.org/"}""",
        Decision = Decision.Keep,
        Scores = [new SubsetScore(Perplexity, 0.1f, 50), new SubsetScore(Length, 7, null)],
        Tokens = 3,
    };

    public static SubsetSample[] Few() =>
    [
        Sample("a", "Ein Satz, \"zitiert\".\nZwei Zeilen."),
        Sample("b") with { Source = null, Meta = null, Language = "en", Verdict = Verdict.Keep, Decision = Decision.Drop, Reasons = ["clear", "useful"], Flags = [$"{Perplexity}:too_short"] },
        Sample("c", "=1+1") with { Scores = [new SubsetScore(Length, float.NaN, 1e-5f)] },
        Sample("d", "dropped 😀") with { Kept = false, Decision = Decision.Drop },
    ];

    /// <summary>Texts that break careless writers.</summary>
    public static string[] NastyTexts =>
    [
        "=cmd|'/c calc'!A1", "'=1", "''", "'", "+", "-1", "@x", "\tx", "\rx", "\n", " ", "  padded  ", "a,b;c\td", "\"", "\"\"", "\\", "\\n", "a\r\nb\rc\nd",
        "\u2028\u2029\u0085\uFEFF", "\u202Eright to left", "😀👩‍👩‍👧‍👦", "e\u0301", "\uFFFD\uFFFE", "{\"text\":\"no\"}", "</script><b>&amp;", "id,source,text", "NULL", "null", "NaN", "1e400",
        "\u0001\u001F\u007F", "---\nyaml: true", "ends with newline\n", "\"quoted at the start\" and on", "'" + new string('=', 5000), new string('x', 70_000) + "é",
    ];
}

/// <summary>A folder that goes away with the test.</summary>
public abstract class FolderTest : IDisposable
{
    protected string Root { get; } = Directory.CreateTempSubdirectory("qr-export-").FullName;

    protected string Target => Path.Combine(Root, "out");

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Read(string name) => File.ReadAllText(Path.Combine(Target, name));
}
