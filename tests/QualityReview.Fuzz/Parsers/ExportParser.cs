using QualityReview.Exports;
using QualityReview.Filters;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Exported folders that are verified: the manifest, sealed again after it was changed, and the files beside it.</summary>
internal sealed class ExportParser : FolderParser
{
    private static readonly string[] _formats = ["jsonl", "csv", "jsonl.gz", "parquet"];

    public override string Name => "export";

    public override IReadOnlyList<string> Words { get; } =
    [
        "format_version", "manifest_hash", "root_hash", "files", "name", "bytes", "sha256", "samples", "kept", "dropped", "lines", "dataset", "filter", "rule", "scorers", "receipt", "sampler", "draws", "seed", "threshold", "coverage", "recipe", "writing", "format", "csv", "parquet", "../../etc/passwd", "subset-00000.jsonl", "samples.tsv", "ledger_position", "tokens", "sources",
    ];

    protected override IReadOnlyList<string> Changed { get; } = [ExportManifest.FileName, ExportManifest.IndexName, "subset-00000.jsonl", "subset-00000.csv", "README.md"];

    protected override IEnumerable<IReadOnlyDictionary<string, byte[]>> Folders()
    {
        foreach (var format in _formats)
        {
            using var scratch = new ScratchFolder();
            var folder = scratch.File("out");
            ExportFolder.Write(SomeExports.Request(folder, SubsetFormats.Parse(format)), SomeExports.Samples(["A text.", "=1+1", "Zwei\nZeilen, \"zitiert\"", "😀"]));
            yield return FilesOf(folder);
        }
    }

    // A manifest that is not sealed is refused at once, whatever else is in it.
    protected override byte[] Finished(string name, byte[] content)
    {
        try
        {
            return name == ExportManifest.FileName && content.Length % 8 != 0 ? ManifestJson.Write(ManifestJson.Seal(ManifestJson.Parse(content))) : content;
        }
        catch (QualityReviewException)
        {
            return content;
        }
    }

    protected override string ReadFolder(string folder)
    {
        if (ExportVerifier.ReadManifest(folder, out _) is { } manifest)
        {
            FuzzFault.Unless(ManifestJson.Write(ManifestJson.Read(ManifestJson.Write(manifest))).AsSpan().SequenceEqual(ManifestJson.Write(manifest)), "The written manifest is another.");
            _ = DatasetCard.Write(manifest);
            _ = ManifestChanges.Of(manifest, manifest);
        }

        var faults = ExportVerifier.Verify(folder);
        FuzzFault.Unless(faults.All(fault => fault.Message.Length is > 0 and < 20_000), "A fault has no sentence.");
        return $"{faults.Count} {string.Join(' ', faults.Select(fault => new string([.. fault.Message.Where(char.IsLetter).Take(60)])))}";
    }
}

/// <summary>Requests and samples for exports.</summary>
internal static class SomeExports
{
    public static ExportRequest Request(string folder, SubsetFormat format) => new()
    {
        Folder = folder,
        Format = format,
        Dataset = new ManifestDataset("news", 5, "d0"),
        Filter = new ManifestFilter("best", 3, "length > 1", "length > 1"),
        LedgerPosition = 42,
        Scorers = [new ManifestScorer("length_1", null, new Dictionary<string, string> { ["window"] = "1024" })],
    };

    public static IEnumerable<SubsetSample> Samples(IEnumerable<string> texts) => texts.Select((text, i) => new SubsetSample
    {
        Id = $"{text}{i}",
        Source = "web",
        Text = text,
        Meta = """{"url":"https://example.org/"}""",
        Decision = Decision.Keep,
        Scores = [new SubsetScore("length_1", text.Length, 50)],
        Tokens = 3,
    });
}
