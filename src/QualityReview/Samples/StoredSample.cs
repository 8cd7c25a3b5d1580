namespace QualityReview.Samples;

/// <summary>A sample as it lies in the database, on its way to somewhere else.</summary>
/// <param name="ContentHash">SHA-256 of the text in UTF-8, lower-case hexadecimal.</param>
/// <param name="Characters">Of the text, in Unicode code points.</param>
/// <param name="Bytes">Of the text as UTF-8.</param>
/// <param name="Utf8">The text; empty where it was not asked for.</param>
public sealed record StoredSample(int Ordinal, string Id, string Source, string Language, string? Meta, string ContentHash, int Characters, int Bytes, ReadOnlyMemory<byte> Utf8);
