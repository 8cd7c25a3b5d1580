using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>The one spelling of a manifest: indented by two, members as declared, receipts ordered by key, LF, no byte order mark.</summary>
public static class ManifestJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = new PlainJsonEncoder(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Puts the manifest's own hash into it.</summary>
    public static ExportManifest Seal(ExportManifest manifest) => manifest with { ManifestHash = Hash(manifest) };

    public static byte[] Write(ExportManifest manifest) => [.. JsonSerializer.SerializeToUtf8Bytes(Ordered(manifest), s_options), (byte)'\n'];

    /// <exception cref="QualityReviewException">The bytes are not exactly what <see cref="Write"/> gives for a sealed manifest.</exception>
    public static ExportManifest Read(ReadOnlySpan<byte> bytes)
    {
        var manifest = Parse(bytes);
        if (manifest.FormatVersion != ExportManifest.CurrentFormatVersion)
        {
            throw new QualityReviewException($"{ExportManifest.FileName} has format version {manifest.FormatVersion}; supported is {ExportManifest.CurrentFormatVersion}.");
        }

        if (!bytes.SequenceEqual(Write(manifest)))
        {
            throw new QualityReviewException($"{ExportManifest.FileName} was rewritten: its bytes are not in the manifest's own spelling.");
        }

        return manifest.ManifestHash == Hash(manifest)
            ? manifest
            : throw new QualityReviewException($"{ExportManifest.FileName} was changed: its own hash is another.");
    }

    /// <summary>A manifest in any spelling, sealed or not.</summary>
    internal static ExportManifest Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportManifest>(bytes, s_options) ?? throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new QualityReviewException($"{ExportManifest.FileName} is not a manifest: {(cause.Path is { Length: > 0 } path ? $"its part {(path.Length <= 100 ? path : path[..100] + "…")} is wrong" : "it is no JSON object")}.", cause);
        }
    }

    private static string Hash(ExportManifest manifest) => Convert.ToHexStringLower(SHA256.HashData(Write(manifest with { ManifestHash = "" })));

    private static ExportManifest Ordered(ExportManifest manifest) => manifest with
    {
        Scorers = [.. manifest.Scorers.Select(scorer => scorer with { Receipt = Ordered(scorer.Receipt) })],
        Duplicates = manifest.Duplicates is { } duplicates ? duplicates with { Settings = Ordered(duplicates.Settings) } : null,
        Sampler = manifest.Sampler is { } sampler
            ? sampler with { Draws = [.. sampler.Draws.Select(draw => draw with { Settings = Ordered(draw.Settings) })] }
            : null,
    };

    private static SortedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> pairs) =>
        new(pairs.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
