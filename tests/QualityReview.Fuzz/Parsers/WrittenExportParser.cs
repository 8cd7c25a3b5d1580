using System.Text;
using QualityReview.Exports;
using QualityReview.Samples.Files;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Any texts, written as a subset in every format and read back equal. The input's lines are the texts.</summary>
internal sealed class WrittenExportParser : Parser
{
    private readonly ScratchFolder _scratch = new();

    public override string Name => "written-export";

    public override int MostBytes => 32 << 10;

    public override IReadOnlyList<string> Words { get; } = ["=cmd|'/c calc'!A1", "'=1", "'", "''", "+", "-", "@", "\t", "\r", "\u2028", "\u0085", "\uFEFF", "\"\"", "\\n", "{}", "{\"text\":1}", "\u001e", "\u001e\n", "NULL", "id,source,text"];

    public override IEnumerable<byte[]> Seeds() => new[] { "a\u001e=1+1\u001e\"b\"\r\n,c\u001e'\u001e\t", "😀\u001e\\\u001e null \u001e\u0001\u007F" }.Select(Encoding.UTF8.GetBytes);

    public override string Read(byte[] input)
    {
        // Texts as an import would hand them on: none is empty, none holds what no store can hold.
        string[] texts = [.. Encoding.UTF8.GetString(input).Replace('\0', '\uFFFD').Split('\u001e').Where(text => text.Length > 0).Take(50)];
        var format = (input.Length % 8) switch { 0 => SubsetFormat.Parquet, 1 or 2 => SubsetFormats.Parse("jsonl.gz"), 3 or 4 => SubsetFormats.Parse("jsonl.zst"), 5 => SubsetFormat.Jsonl, _ => SubsetFormat.Csv };
        var folder = _scratch.File("out");
        var samples = SomeExports.Samples(texts).ToList();
        ExportFolder.Write(SomeExports.Request(folder, format), samples);
        try
        {
            using var reader = SampleFileReader.Open(Path.Combine(folder, $"subset-00000.{SubsetFormats.NameOf(format)}"));
            var found = reader.Read().Select(line => line.Sample ?? throw new FuzzFault($"Line {line.SetAside!.Line} cannot be read back: {line.SetAside.Reason}"))
                .Select(sample => format == SubsetFormat.Csv ? (CsvCell.Unguard(sample.Id!), CsvCell.Unguard(sample.Text)) : (sample.Id!, sample.Text));
            FuzzFault.Unless(found.SequenceEqual(samples.Select(sample => (sample.Id, sample.Text))), $"What was written as {format} is read back as something else.");
            var faults = ExportVerifier.Verify(folder);
            FuzzFault.Unless(faults.Count == 0, $"The export does not verify: {(faults.Count > 0 ? faults[0].Message : "")}");
            return $"{format} {Math.Min(texts.Length, 10)}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public override void Dispose()
    {
        _scratch.Dispose();
        base.Dispose();
    }
}
