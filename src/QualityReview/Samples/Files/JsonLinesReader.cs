using System.Globalization;

namespace QualityReview.Samples.Files;

/// <summary>Reads one JSON object a line.</summary>
internal sealed class JsonLinesReader(LineReader lines, JsonSampleParser parser, ImportLimits limits, ByteWindow window)
{
    public IEnumerable<FileLine> Read()
    {
        while (true)
        {
            switch (lines.Next())
            {
                case LineState.End:
                    yield break;
                case LineState.TooLong:
                    yield return LineFaults.TooLong(lines.Number, limits, lines.Current.Span);
                    break;
                case LineState.Fault:
                    yield return LineFaults.Broken(lines.Number, window.Fault!, lines.Current.Span);
                    yield break;
                default:
                    if (lines.Current.Span.ContainsAnyExcept(" \t\r"u8))
                    {
                        yield return parser.Parse(lines.Number, lines.Current);
                    }

                    break;
            }
        }
    }
}

/// <summary>Faults that every text format shares.</summary>
internal static class LineFaults
{
    public static FileLine TooLong(long line, ImportLimits limits, ReadOnlySpan<byte> beginning) => FileLine.Aside(
        line, string.Create(CultureInfo.InvariantCulture, $"The line is longer than {limits.MaxLineBytes:N0} bytes, which is the most that is supported."), beginning);

    public static FileLine Broken(long line, string fault, ReadOnlySpan<byte> rest) => FileLine.Aside(
        line, $"The file breaks off here ({fault.TrimEnd('.')}); what stands before it was read.", rest);
}
