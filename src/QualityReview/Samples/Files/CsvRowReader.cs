namespace QualityReview.Samples.Files;

internal enum CsvState
{
    Row,
    TooLong,

    /// <summary>The quoting is wrong; only the row's first line was consumed, so what follows it is read anew.</summary>
    BadQuote,
    Fault,
    End,
}

/// <summary>Cuts a stream into rows after RFC 4180: quoted fields may hold delimiters, doubled quotes and line ends.
/// A quote inside an unquoted field is an ordinary character.</summary>
internal sealed class CsvRowReader(ByteWindow window, byte delimiter, int maxRowBytes)
{
    private readonly List<(int Start, int Length, bool Doubled)> _fields = [];
    private int _pending;
    private int _pendingLines;
    private bool _faultTold;

    /// <summary>1-based number of the line on which the row begins.</summary>
    public long Number { get; private set; } = 1;

    /// <summary>The row's bytes without its line end. Overwritten by the next <see cref="Next"/>.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    public int FieldCount => _fields.Count;

    /// <summary>What is wrong with the quotes, after <see cref="CsvState.BadQuote"/>.</summary>
    public string QuoteFault { get; private set; } = "";

    public byte[] Field(int index)
    {
        var (start, length, doubled) = _fields[index];
        var field = Current.Span.Slice(start, length);
        return doubled ? Undoubled(field) : field.ToArray();
    }

    public CsvState Next()
    {
        window.Consume(_pending);
        Number += _pendingLines;
        (_pending, _pendingLines) = (0, 0);
        _fields.Clear();
        var scan = new CsvScan();
        while (true)
        {
            var step = scan.Continue(window.Unread, delimiter, _fields);
            if (step == CsvStep.Row)
            {
                return Finish(scan.RowLength, scan.Position, scan.Lines + 1, CsvState.Row);
            }

            if (step == CsvStep.BadQuote)
            {
                return Refuse("A quoted field goes on after its closing quote; supported is a delimiter or a line end there.");
            }

            if (window.Unread.Length > maxRowBytes + 2)
            {
                return scan.InQuotes ? Refuse("A quote opens a field and never closes within the longest row that is supported.") : SkipLongRow();
            }

            if (window.Fill())
            {
                continue;
            }

            if (window.Fault is not null && !_faultTold)
            {
                _faultTold = true;
                return Finish(window.Unread.Length, window.Unread.Length, 1, CsvState.Fault);
            }

            if (window.Unread.IsEmpty)
            {
                return CsvState.End;
            }

            if (scan.InQuotes)
            {
                return Refuse("A quote opens a field and never closes.");
            }

            scan.EndOfFile(window.Unread, _fields);
            return Finish(scan.RowLength, scan.Position, scan.Lines + 1, CsvState.Row);
        }
    }

    private CsvState Finish(int rowLength, int consumed, int lines, CsvState state)
    {
        Current = window.Slice(0, rowLength);
        (_pending, _pendingLines) = (consumed, lines);
        return state == CsvState.Row && rowLength > maxRowBytes ? CsvState.TooLong : state;
    }

    private CsvState Refuse(string fault)
    {
        QuoteFault = fault;
        int newLine;
        // The rest of the line may still have to be read: it must not pass for a row of its own.
        while ((newLine = window.Unread.IndexOf((byte)'\n')) < 0 && window.Unread.Length <= maxRowBytes + 2 && window.Fill())
        {
        }

        if (newLine < 0 && window.Unread.Length > maxRowBytes + 2)
        {
            return SkipLongRow();
        }

        var length = newLine < 0 ? window.Unread.Length : newLine;
        return Finish(length, Math.Min(length + 1, window.Unread.Length), 1, CsvState.BadQuote);
    }

    private CsvState SkipLongRow()
    {
        Current = window.Slice(0, 4 * Excerpt.MaxLength).ToArray();
        // Line ends so far stand inside quotes; behind the limit quotes are no longer followed, so the next line end ends the row.
        _pendingLines = window.Unread.Count((byte)'\n') + 1;
        window.Consume(window.Unread.Length);
        while (window.Fill())
        {
            var newLine = window.Unread.IndexOf((byte)'\n');
            if (newLine >= 0)
            {
                _pending = newLine + 1;
                break;
            }

            window.Consume(window.Unread.Length);
        }

        return CsvState.TooLong;
    }

    private static byte[] Undoubled(ReadOnlySpan<byte> field)
    {
        var result = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            result[length++] = field[i];
            i += field[i] == '"' ? 1 : 0;
        }

        return result[..length];
    }
}
