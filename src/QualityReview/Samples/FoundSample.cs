namespace QualityReview.Samples;

/// <summary>What a reader found at one place of a file: a sample to be, before it has a number in its dataset.</summary>
/// <param name="Line">1-based line of a text file, or 1-based row of a table.</param>
/// <param name="Id">The file's own id, or null where it has none; the importer then makes one from the content.</param>
/// <param name="Text">The text, valid UTF-16: lone surrogates are replaced by U+FFFD before it gets here.</param>
/// <param name="Source">Where the text comes from, or null.</param>
/// <param name="Language">A language code such as <c>en</c>, or null.</param>
/// <param name="Meta">All other fields as one JSON object, or null where there are none.</param>
public sealed record FoundSample(long Line, string? Id, string Text, string? Source, string? Language, string? Meta);

/// <summary>A line that could not become a sample. It is set aside, never fatal, never silent.</summary>
/// <param name="Line">1-based line of a text file, or 1-based row of a table.</param>
/// <param name="Reason">One sentence: what was found and what is supported.</param>
/// <param name="Excerpt">The line's first characters, at most 200, made printable.</param>
public sealed record SetAsideLine(long Line, string Reason, string Excerpt);
