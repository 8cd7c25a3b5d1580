using System.Buffers;
using System.Text;

namespace QualityReview.Samples.Files;

/// <summary>Reads plain text: one sample a line, a paragraph or a file.</summary>
internal sealed class PlainTextReader(LineReader lines, TextMode mode, ImportLimits limits, ByteWindow window, ReadRepairs repairs)
{
    private static readonly SearchValues<byte> s_blanks = SearchValues.Create(" \t\r\n\f\v"u8);
    private readonly ArrayBufferWriter<byte> _block = new();
    private readonly ReadRepairTally _tally = new();
    private long _blockLine;
    private bool _blockTooLong;

    public IEnumerable<FileLine> Read()
    {
        while (true)
        {
            switch (lines.Next())
            {
                case LineState.End:
                    if (Flush() is { } last)
                    {
                        yield return last;
                    }

                    yield break;
                case LineState.Fault:
                    // The block that was cut is set aside with the fault: half a text is not the text.
                    var cutAt = _blockLine == 0 ? lines.Number : _blockLine;
                    Add(lines.Current.Span);
                    yield return LineFaults.Broken(cutAt, window.Fault!, _block.WrittenSpan);
                    yield break;
                case LineState.TooLong when mode == TextMode.Line:
                    yield return LineFaults.TooLong(lines.Number, limits, lines.Current.Span);
                    break;
                case LineState.TooLong:
                    Add(lines.Current.Span);
                    _blockTooLong = true;
                    break;
                default:
                    if (Take() is { } line)
                    {
                        yield return line;
                    }

                    break;
            }
        }
    }

    private FileLine? Take()
    {
        var line = lines.Current.Span;
        var isBlank = !line.ContainsAnyExcept(s_blanks);
        if (mode == TextMode.Line)
        {
            return isBlank ? null : Sample(lines.Number, line);
        }

        if (mode == TextMode.Paragraph && isBlank)
        {
            return Flush();
        }

        Add(line);
        return null;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_blockLine == 0)
        {
            _blockLine = lines.Number;
        }
        else if (!_blockTooLong)
        {
            _block.Write("\n"u8);
        }

        if (!_blockTooLong)
        {
            _block.Write(line);
            _blockTooLong = _block.WrittenCount > limits.MaxLineBytes;
        }
    }

    private FileLine? Flush()
    {
        FileLine? result = null;
        if (_blockTooLong)
        {
            result = LineFaults.TooLong(_blockLine, limits, _block.WrittenSpan);
        }
        else if (_block.WrittenSpan.ContainsAnyExcept(s_blanks))
        {
            result = Sample(_blockLine, _block.WrittenSpan);
        }

        (_blockLine, _blockTooLong) = (0, false);
        _block.ResetWrittenCount();
        return result;
    }

    private FileLine Sample(long number, ReadOnlySpan<byte> bytes)
    {
        if (Utf8Fault.Find(bytes, mode == TextMode.Line ? "the line" : "the text") is { } fault)
        {
            return FileLine.Aside(number, fault, bytes);
        }

        var text = _tally.WithoutNul(Encoding.UTF8.GetString(bytes));
        _tally.CountInto(repairs);
        return new FileLine(new FoundSample(number, null, text, null, null, null), null);
    }
}
