using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QualityReview.Exports;

/// <summary>A line of <c>samples.tsv</c>.</summary>
/// <param name="ContentHash">SHA-256 of the text as UTF-8, lower-case hex.</param>
/// <param name="Probability">See <see cref="SubsetSample.Probability"/>.</param>
public readonly record struct IndexedSample(string Id, string ContentHash, double? Probability)
{
    public static IndexedSample Of(string id, string text, double? probability = null) =>
        new(id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), probability);

    /// <summary>Id, tab, hash, and where it is known, tab, probability; backslash, tab and line ends inside the id are written as in C.</summary>
    public string ToLine() => Probability is { } probability
        ? string.Create(CultureInfo.InvariantCulture, $"{Escape(Id)}\t{ContentHash}\t{probability:R}")
        : $"{Escape(Id)}\t{ContentHash}";

    /// <summary>Opens a file of such lines: a mark at its beginning (U+FEFF) belongs to the first id.</summary>
    public static StreamReader OpenIndex(string path) => new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: false);

    /// <summary>The probability that a line ends with; null where it has none. Not a number above 0 to 1 is NaN.</summary>
    public static double? ProbabilityIn(string line)
    {
        var parts = line.Split('\t');
        return parts.Length <= 2 ? null
            : double.TryParse(parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var probability) && probability is > 0 and <= 1 ? probability
            : double.NaN;
    }

    private static string Escape(string id) => id.AsSpan().ContainsAny("\\\t\n\r")
        ? new StringBuilder(id).Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r").ToString()
        : id;

    internal static string Unescape(string id)
    {
        var plain = new StringBuilder(id.Length);
        for (var i = 0; i < id.Length; i++)
        {
            var isEscape = id[i] == '\\' && i + 1 < id.Length;
            plain.Append(!isEscape ? id[i] : id[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
        }

        return plain.ToString();
    }
}
