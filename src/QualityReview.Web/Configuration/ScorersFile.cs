using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Web.Configuration;

/// <summary>The file of the scorers that pages and commands have added: <c>{"Scorers": […]}</c>, of the shape of that section of
/// appsettings.json. It is either the old one or the new one, whenever the program is killed.</summary>
internal sealed class ScorersFile(string path)
{
    private const int LongestFault = 300;

    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        RespectNullableAnnotations = true,
    };

    public string Path => path;

    /// <summary>Differs after the file has changed.</summary>
    public (DateTime Changed, long Bytes) Stamp() => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <returns>Nothing where there is no file.</returns>
    /// <exception cref="WrongWordsException">The file is not what it should be: the place and what is supported.</exception>
    public IReadOnlyList<ScorerOptions> Read()
    {
        try
        {
            IReadOnlyList<ScorerOptions> scorers = File.Exists(path) ? [.. (JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), _json) ?? new()).Scorers] : [];
            if (scorers.Any(scorer => scorer is null || scorer.Members.Concat(scorer.Yes).Concat(scorer.No).Contains(null)))
            {
                throw new WrongWordsException($"{path} lists null; supported is {{\"Scorers\": […]}} as in appsettings.sample.json.");
            }

            var faults = scorers.SelectMany((scorer, i) => ScorerFaults.Of(scorer).Select(fault => $"{path}: {(fault.Setting.Length == 0 ? $"Scorers:{i}" : $"Scorers:{i}:{fault.Setting}")} {(fault.Fault.Length <= LongestFault ? fault.Fault : fault.Fault[..LongestFault] + "…")}.")).ToList();
            return faults.Count == 0 ? scorers : throw new WrongWordsException(string.Join(Environment.NewLine, faults));
        }
        catch (JsonException fault)
        {
            throw new WrongWordsException($"{path} cannot be read at line {(fault.LineNumber ?? 0) + 1}{(fault.Path is { Length: > 2 } place ? $", {place[2..Math.Min(place.Length, 100)]}" : "")}; supported is {{\"Scorers\": […]}} as in appsettings.sample.json.", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The reader finds half a character, or bytes that are not UTF-8, only when a text is asked for.
            throw new WrongWordsException($"{path} holds a text that is not valid Unicode; UTF-8 is expected.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <exception cref="QualityReviewException">The disk refused; the file is as it was.</exception>
    public void Write(IEnumerable<ScorerOptions> scorers)
    {
        var content = new Content();
        foreach (var scorer in scorers)
        {
            content.Scorers.Add(scorer);
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            var written = path + ".new";
            using (var file = File.Create(written))
            {
                JsonSerializer.Serialize(file, content, _json);
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }

            File.Move(written, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"{path} cannot be written: {fault.Message}", fault);
        }
    }

    private sealed class Content
    {
        public IList<ScorerOptions> Scorers { get; } = [];
    }
}
