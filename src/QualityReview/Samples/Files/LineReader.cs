namespace QualityReview.Samples.Files;

internal enum LineState
{
    Line,

    /// <summary>Longer than the limit: <see cref="LineReader.Current"/> is only its beginning.</summary>
    TooLong,

    /// <summary>The stream broke; <see cref="LineReader.Current"/> is what there was of the line.</summary>
    Fault,
    End,
}

/// <summary>Cuts a stream into lines that end with LF, CRLF or the stream's end.</summary>
internal sealed class LineReader(ByteWindow window, int maxLineBytes)
{
    private const int KeptBeginning = 4 * Excerpt.MaxLength;
    private int _pending;
    private bool _faultTold;

    /// <summary>1-based, counts every line of the file.</summary>
    public long Number { get; private set; }

    /// <summary>Without its line end. Overwritten by the next <see cref="Next"/>.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    public LineState Next()
    {
        window.Consume(_pending);
        _pending = 0;
        Number++;
        var scanned = 0;
        while (true)
        {
            var newLine = window.Unread[scanned..].IndexOf((byte)'\n');
            if (newLine >= 0)
            {
                _pending = scanned + newLine + 1;
                return Found(scanned + newLine);
            }

            scanned = window.Unread.Length;
            if (scanned > maxLineBytes + 1)
            {
                return SkipLongLine();
            }

            if (!window.Fill())
            {
                _pending = scanned;
                return AtEnd(scanned);
            }
        }
    }

    private LineState Found(int length)
    {
        if (length > 0 && window.Unread[length - 1] == '\r')
        {
            length--;
        }

        Current = window.Slice(0, length);
        return length > maxLineBytes ? LineState.TooLong : LineState.Line;
    }

    private LineState AtEnd(int length)
    {
        if (window.Fault is not null && !_faultTold)
        {
            _faultTold = true;
            Current = window.Slice(0, length);
            return LineState.Fault;
        }

        return length == 0 ? LineState.End : Found(length);
    }

    private LineState SkipLongLine()
    {
        Current = window.Slice(0, KeptBeginning).ToArray();
        while (true)
        {
            var newLine = window.Unread.IndexOf((byte)'\n');
            if (newLine >= 0)
            {
                window.Consume(newLine + 1);
                return LineState.TooLong;
            }

            window.Consume(window.Unread.Length);
            if (!window.Fill())
            {
                return LineState.TooLong;
            }
        }
    }
}
