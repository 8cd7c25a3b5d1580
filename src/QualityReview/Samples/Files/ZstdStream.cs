using System.Runtime.InteropServices;

namespace QualityReview.Samples.Files;

/// <summary>Decompresses a zstd stream of any number of frames. Its window is bounded by the library's default, 128 MiB.</summary>
internal sealed unsafe class ZstdStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _input = new byte[128 << 10];
    private nint _context;
    private int _start;
    private int _end;
    private bool _insideFrame;
    private bool _outputPending;

    public ZstdStream(Stream inner)
    {
        _inner = inner;
        try
        {
            _context = ZstdNative.CreateContext();
        }
        catch (DllNotFoundException cause)
        {
            throw new QualityReviewException("The system library libzstd.so.1, which .zst files need, is not installed; on Debian and Ubuntu the package is libzstd1.", cause);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The stream is broken or ends inside a frame.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_start == _end && !_outputPending)
            {
                (_start, _end) = (0, _inner.Read(_input));
                if (_end == 0)
                {
                    return _insideFrame ? throw new InvalidDataException("it ends inside a frame") : 0;
                }
            }

            var written = Decompress(buffer);
            if (written > 0)
            {
                return written;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
        {
            _ = ZstdNative.FreeContext(_context);
            _context = 0;
        }

        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> buffer)
    {
        fixed (byte* inputPointer = _input, outputPointer = buffer)
        {
            var input = new ZstdNative.Buffer { Pointer = inputPointer, Size = (nuint)_end, Position = (nuint)_start };
            var output = new ZstdNative.Buffer { Pointer = outputPointer, Size = (nuint)buffer.Length };
            var code = ZstdNative.Decompress(_context, ref output, ref input);
            if (ZstdNative.IsError(code) != 0)
            {
                throw new InvalidDataException(Marshal.PtrToStringUTF8(ZstdNative.ErrorName(code)));
            }

            _start = (int)input.Position;
            _insideFrame = code != 0;
            // A full output buffer may hide bytes that the library still holds, even with no input left.
            _outputPending = _insideFrame && output.Position == output.Size;
            return (int)output.Position;
        }
    }
}
