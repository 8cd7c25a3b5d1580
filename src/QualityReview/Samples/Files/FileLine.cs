namespace QualityReview.Samples.Files;

/// <summary>What became of one line of a file: exactly one of the two is not null.</summary>
public readonly record struct FileLine(FoundSample? Sample, SetAsideLine? SetAside)
{
    internal static FileLine Aside(long line, string reason, ReadOnlySpan<byte> bytes) => new(null, new SetAsideLine(line, reason, Excerpt.Of(bytes)));
}
