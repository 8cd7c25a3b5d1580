namespace QualityReview.Samples.Files;

internal enum CsvStep
{
    More,
    Row,
    BadQuote,
}

/// <summary>Finds the fields of one row in bytes that may arrive in pieces: places are relative to the row's first byte.</summary>
internal struct CsvScan
{
    private Place _place;
    private int _fieldStart;
    private bool _doubled;

    private enum Place
    {
        FieldStart,
        Unquoted,
        Quoted,
        AfterQuote,
    }

    /// <summary>Where to go on; behind the row's line end once the row is found.</summary>
    public int Position { get; private set; }

    /// <summary>Without the line end.</summary>
    public int RowLength { get; private set; }

    /// <summary>Line ends inside quotes.</summary>
    public int Lines { get; private set; }

    public readonly bool InQuotes => _place == Place.Quoted;

    public CsvStep Continue(ReadOnlySpan<byte> bytes, byte delimiter, List<(int Start, int Length, bool Doubled)> fields)
    {
        while (Position < bytes.Length)
        {
            switch (_place)
            {
                case Place.FieldStart:
                    _doubled = false;
                    _place = bytes[Position] == '"' ? Place.Quoted : Place.Unquoted;
                    Position += _place == Place.Quoted ? 1 : 0;
                    _fieldStart = Position;
                    break;
                case Place.Unquoted:
                    var end = bytes[Position..].IndexOfAny(delimiter, (byte)'\n');
                    Position = end < 0 ? bytes.Length : Position + end;
                    if (end >= 0 && TakeUnquoted(bytes, fields))
                    {
                        return CsvStep.Row;
                    }

                    break;
                case Place.Quoted:
                    var quote = bytes[Position..].IndexOf((byte)'"');
                    var next = quote < 0 ? bytes.Length : Position + quote + 1;
                    Lines += bytes[Position..next].Count((byte)'\n');
                    Position = next;
                    _place = quote < 0 ? Place.Quoted : Place.AfterQuote;
                    break;
                default:
                    if (TakeQuoted(bytes, delimiter, fields) is { } step)
                    {
                        return step;
                    }

                    break;
            }
        }

        return CsvStep.More;
    }

    /// <summary>Takes what stands before the end of the file as the last field.</summary>
    public void EndOfFile(ReadOnlySpan<byte> bytes, List<(int Start, int Length, bool Doubled)> fields)
    {
        RowLength = bytes.Length;
        if (RowLength > 0 && bytes[^1] == '\r' && _place is Place.Unquoted or Place.AfterQuote)
        {
            RowLength--;
        }

        fields.Add(_place switch
        {
            Place.AfterQuote => (_fieldStart, RowLength - 1 - _fieldStart, _doubled),
            Place.FieldStart => (RowLength, 0, false),
            _ => (_fieldStart, RowLength - _fieldStart, false),
        });
        Position = bytes.Length;
    }

    private bool TakeUnquoted(ReadOnlySpan<byte> bytes, List<(int Start, int Length, bool Doubled)> fields)
    {
        var end = Position;
        if (bytes[Position++] != '\n')
        {
            fields.Add((_fieldStart, end - _fieldStart, false));
            _place = Place.FieldStart;
            return false;
        }

        end -= end > _fieldStart && bytes[end - 1] == '\r' ? 1 : 0;
        fields.Add((_fieldStart, end - _fieldStart, false));
        RowLength = end;
        return true;
    }

    private CsvStep? TakeQuoted(ReadOnlySpan<byte> bytes, byte delimiter, List<(int Start, int Length, bool Doubled)> fields)
    {
        var next = bytes[Position];
        if (next == '"')
        {
            (_doubled, _place) = (true, Place.Quoted);
            Position++;
            return null;
        }

        var lineEnd = next == '\r' ? 2 : 1;
        if (next == '\r' && Position + 1 == bytes.Length)
        {
            return CsvStep.More;
        }

        if (next != delimiter && bytes[Position + lineEnd - 1] != '\n')
        {
            return CsvStep.BadQuote;
        }

        fields.Add((_fieldStart, Position - 1 - _fieldStart, _doubled));
        RowLength = Position;
        Position += lineEnd;
        _place = Place.FieldStart;
        return next == delimiter ? null : CsvStep.Row;
    }
}
