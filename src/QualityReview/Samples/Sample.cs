namespace QualityReview.Samples;

/// <summary>One text with an id, a source and free metadata.</summary>
public sealed record Sample
{
    /// <summary>0-based place in its dataset, in the order of import. It never changes.</summary>
    public required int Ordinal { get; init; }

    public required string Id { get; init; }

    public required string Source { get; init; }

    /// <summary>A language code such as <c>en</c>; <c>und</c> where it could not be told.</summary>
    public required string Language { get; init; }

    /// <summary>Length of the whole text in Unicode code points.</summary>
    public required int Characters { get; init; }

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>All other fields of the file as one JSON object, or null.</summary>
    public required string? Meta { get; init; }

    /// <summary>The text, or its beginning where a list asked for excerpts.</summary>
    public required string Text { get; init; }
}
