using System.Text;
using System.Text.Json;
using QualityReview.Samples.Files;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Files of samples as text: JSON Lines, CSV, TSV, plain text, and side-cars of ids and scores.</summary>
/// <param name="ending">Of the file's name; says the format.</param>
/// <param name="seeds">Valid files.</param>
internal class SampleFileParser(string name, string ending, IReadOnlyList<string> seeds, bool isSideCar = false) : Parser
{
    private static readonly ImportFields[] _fields =
    [
        new(), new() { IdField = "id", SourceField = "source" }, new() { TextField = "doc.body", IdField = "meta.id" }, new() { TextMode = TextMode.Paragraph }, new() { TextMode = TextMode.File },
    ];

    private static readonly ImportLimits _limits = new() { MaxLineBytes = 16 << 10, MaxDepth = 64, FieldSearchLines = 10, MaxExpansion = 100 };

    public override string Name => name;

    public override IReadOnlyList<string> Words { get; } =
    [
        "\"text\":", "\"id\":", "\"source\":", "\"meta\":", "\"language\":", "\"doc\":{\"body\":", "doc.body", "meta.id", "\"score\":", "text,id,source\n", "\"\"", "\",\"", "\"\n\"", "\n", "\r\n", "\n\n", "{\"text\":\"a\"}\n", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "NaN", "-Infinity", "{\"a\":", "[[", "\t", "1e-3",
    ];

    public override IEnumerable<byte[]> Seeds() => seeds.Select(Encoding.UTF8.GetBytes);

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other) => ending == ".jsonl" && mutator.Chance(50) ? Line(mutator, input, other) : base.Mutate(mutator, input, other);

    public override string Read(byte[] input)
    {
        var fields = isSideCar ? new ImportFields { TextField = "score", IdField = "id", TakesNumbers = true } : _fields[input.Length % _fields.Length];
        var lines = Lines(new MemoryStream(input), fields);
        // How much of a broken archive comes out before its fault depends on how much is asked for at once.
        if (input.Length % 4 == 0 && ending is not (".jsonl.gz" or ".jsonl.zst"))
        {
            var slow = Lines(new SlowStream(input), fields);
            FuzzFault.Unless(lines.SequenceEqual(slow), "What is read depends on how the bytes come.");
        }

        var (read, aside) = (lines.Count(line => line.Sample is not null), lines.Count(line => line.SetAside is not null));
        return $"{Math.Min(read, 3)} {Math.Min(aside, 3)} {lines.FirstOrDefault(line => line.SetAside is not null).SetAside?.Reason} {lines.Any(line => line.Sample?.Meta is not null)}";
    }

    // A line that is no JSON costs its reader two faults.
    public override long MostAllocated(int inputBytes) => (64L << 20) + (2000L * inputBytes);

    /// <summary>All lines of a stream.</summary>
    protected List<FileLine> Lines(Stream stream, ImportFields fields)
    {
        using var reader = SampleFileReader.Open(stream, "fuzz" + ending, fields, _limits);
        var lines = new List<FileLine>();
        foreach (var line in reader.Read())
        {
            Check(line, lines.Count == 0 ? 1 : lines[^1].Sample?.Line ?? lines[^1].SetAside!.Line);
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>What must hold of every line that is handed on.</summary>
    internal static void Check(FileLine line, long least)
    {
        FuzzFault.Unless((line.Sample is null) != (line.SetAside is null), "A line is neither read nor set aside, or both.");
        if (line.SetAside is { } aside)
        {
            FuzzFault.Unless(aside.Line >= least, "A line's number goes back.");
            FuzzFault.Unless(aside.Reason.Length is > 0 and < 2000 && aside.Reason[^1] == '.', $"The reason is no sentence: {aside.Reason}");
            FuzzFault.Unless(aside.Excerpt.Length <= 1000, "The excerpt is long.");
            return;
        }

        var sample = line.Sample!;
        FuzzFault.Unless(sample.Line >= least, "A line's number goes back.");
        FuzzFault.Unless(sample.Text.Length > 0 && IsStorable(sample.Text), "The text is empty, or no store can hold it.");
        foreach (var part in new[] { sample.Id, sample.Source, sample.Language }.OfType<string>())
        {
            FuzzFault.Unless(part.Length > 0 && IsStorable(part), "A part is empty, or no store can hold it.");
        }

        if (sample.Meta is { } meta)
        {
            using var document = JsonDocument.Parse(meta, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 80 });
            FuzzFault.Unless(document.RootElement.ValueKind == JsonValueKind.Object, "The metadata is no object.");
            FuzzFault.Unless(!meta.Contains('\0'), "The metadata holds a NUL.");
        }
    }

    internal static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }

    // One line as a tree.
    private byte[] Line(Mutator mutator, byte[] input, byte[] other)
    {
        var text = Encoding.UTF8.GetString(input).Split('\n');
        var at = mutator.Random.Next(text.Length);
        text[at] = Encoding.UTF8.GetString(mutator.Json(Encoding.UTF8.GetBytes(text[at]), Encoding.UTF8.GetBytes(mutator.Pick(Encoding.UTF8.GetString(other).Split('\n'))), Words));
        return Encoding.UTF8.GetBytes(string.Join('\n', text));
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        private int _next;

        // The span's overload of a derived stream ends here too.
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (_next++ % 7)));
    }
}
