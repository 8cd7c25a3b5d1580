namespace QualityReview.Samples.Files;

/// <summary>The unread part of a stream as one contiguous span that grows only while one line needs it.
/// Spans are overwritten by the next <see cref="Fill"/>.</summary>
/// <param name="streamBytes">What the stream will give, where that is known: a short file needs no large buffer.</param>
internal sealed class ByteWindow(Stream stream, long? streamBytes = null)
{
    private const int ReadSize = 256 << 10;
    private byte[] _buffer = new byte[(int)Math.Clamp(streamBytes + 1 ?? ReadSize, 16, ReadSize)];
    private int _start;
    private int _end;
    private bool _ended;

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Why the stream ended before its time, or null.</summary>
    public string? Fault { get; private set; }

    public ReadOnlyMemory<byte> Slice(int offset, int length) => _buffer.AsMemory(_start + offset, length);

    public void Consume(int count) => _start += count;

    /// <summary>Reads more behind the unread bytes; false where the stream has ended.</summary>
    public bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        MakeRoom();
        var read = 0;
        try
        {
            read = stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException fault)
        {
            Fault = fault.Message;
        }
        catch (IOException fault)
        {
            Fault = fault.Message;
        }

        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(ReadSize, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
        }
        else if (_end == 0 && _buffer.Length > 16 * ReadSize)
        {
            // One long line does not keep its room for the rest of the file.
            _buffer = new byte[ReadSize];
        }
    }
}
