using System.Security.Cryptography;
using System.Text;

namespace QualityReview.Exports;

/// <summary>A line of <c>samples.tsv</c>.</summary>
/// <param name="ContentHash">SHA-256 of the text as UTF-8, lower-case hex.</param>
public readonly record struct IndexedSample(string Id, string ContentHash)
{
    public static IndexedSample Of(string id, string text) => new(id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>Id, tab, hash; backslash, tab and line ends inside the id are written as in C.</summary>
    public string ToLine() => $"{Escape(Id)}\t{ContentHash}";

    private static string Escape(string id) => id.AsSpan().ContainsAny("\\\t\n\r")
        ? new StringBuilder(id).Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r").ToString()
        : id;
}
