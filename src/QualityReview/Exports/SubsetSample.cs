using System.Security.Cryptography;
using System.Text;
using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Exports;

/// <summary>A sample's score by one scorer; null where there is none. NaN counts as none.</summary>
/// <param name="Percentile">0..100.</param>
public readonly record struct SubsetScore(string Scorer, float? Value, float? Percentile);

/// <summary>A sample as it is exported. Samples that are not <see cref="Kept"/> are counted by source but not written.</summary>
public sealed record SubsetSample
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte>? _utf8;
    private readonly string? _contentHash;
    private readonly long? _bytes;
    private readonly long? _characters;

    public required string Id { get; init; }

    public string? Source { get; init; }

    /// <summary>Written as the member <c>language</c> of <c>meta</c> where that has none.</summary>
    public string? Language { get; init; }

    /// <summary>Valid UTF-16 without NUL, as every imported text is. It or <see cref="Utf8"/> is given.</summary>
    public string Text { get => _text ?? Encoding.UTF8.GetString(_utf8.GetValueOrDefault().Span); init => _text = value; }

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get => _utf8 ?? Encoding.UTF8.GetBytes(_text ?? ""); init => _utf8 = value; }

    /// <summary>SHA-256 of the text as UTF-8, lower-case hexadecimal; where it is not given, it is computed.</summary>
    public string ContentHash { get => _contentHash ?? Convert.ToHexStringLower(SHA256.HashData(Utf8.Span)); init => _contentHash = value; }

    /// <summary>Of the text as UTF-8; where it is not given, it is counted.</summary>
    public long Bytes { get => _bytes ?? Utf8.Length; init => _bytes = value; }

    /// <summary>Of the text in Unicode code points; where it is not given, it is counted.</summary>
    public long Characters { get => _characters ?? CodePoints(Utf8.Span); init => _characters = value; }

    /// <summary>A JSON object, or null.</summary>
    public string? Meta { get; init; }

    /// <summary>What the filter says, before people overrule it.</summary>
    public required Decision Decision { get; init; }

    public Verdict Verdict { get; init; }

    /// <summary>Reason codes of the review; none holds a semicolon or a control character.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Reasons not to trust a score, such as <c>perplexity_mini_v1:too_short</c>; none holds a semicolon or a control character.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyList<SubsetScore> Scores { get; init; } = [];

    /// <summary>Null where nobody counted them.</summary>
    public int? Tokens { get; init; }

    /// <summary>With what probability the filter's draws keep it, above 0 to 1; null where the filter draws nothing, or where it is not known.</summary>
    public double? Probability { get; init; }

    /// <summary>Whether it is in the subset, after overrides. The default value is true.</summary>
    public bool Kept { get; init; } = true;

    /// <summary>How often it stands in the subset. The default value is 1.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Why it is not in the subset, in few words without tabs and line ends; empty where it is.</summary>
    public string Excluded { get; init; } = "";

    private static long CodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0L;
        foreach (var unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
