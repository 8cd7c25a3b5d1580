namespace QualityReview.Exports;

/// <summary>Which fields the files of a subset have.</summary>
/// <param name="Scorers">Keys, in the order in which their scores are written.</param>
public sealed record SubsetLayout(IReadOnlyList<string> Scorers)
{
    /// <summary>False: the content hash stands in the place of the text, and metadata is left out. The default value is true.</summary>
    public bool HasTexts { get; init; } = true;

    /// <summary>Whether samples may stand several times: then each line says which copy it is, and of how many.</summary>
    public bool HasCopies { get; init; }

    /// <summary>In the order in which they are written.</summary>
    public IReadOnlyList<string> Names =>
    [
        "id", "source", .. HasTexts ? new[] { "text", "meta" } : ["content_hash"], "decision", "verdict", "reasons", "flags", .. HasCopies ? new[] { "copy", "copies" } : [],
    ];

    public IEnumerable<string> ScoreNames => Scorers.SelectMany(key => new[] { $"scores.{key}.value", $"scores.{key}.percentile" });
}
