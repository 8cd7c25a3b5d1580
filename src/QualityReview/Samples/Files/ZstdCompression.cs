using System.Runtime.InteropServices;

namespace QualityReview.Samples.Files;

/// <summary>Compresses what is written into one zstd frame with a checksum, at the library's default level. The same bytes give the same
/// frame by the same release of the library.</summary>
internal sealed unsafe class ZstdCompression : Stream
{
    private const int Level = 100, Checksum = 201, GoOn = 0, End = 2;

    private readonly Stream _inner;
    private readonly byte[] _output = new byte[128 << 10];
    private nint _context;

    /// <param name="inner">Owned: closed with this one.</param>
    /// <exception cref="QualityReviewException">The system has no libzstd.</exception>
    public ZstdCompression(Stream inner)
    {
        _inner = inner;
        try
        {
            _context = ZstdNative.CreateCompressor();
        }
        catch (DllNotFoundException cause)
        {
            inner.Dispose();
            throw new QualityReviewException("The system library libzstd.so.1, which .zst files need, is not installed; on Debian and Ubuntu the package is libzstd1.", cause);
        }

        _ = ZstdNative.SetParameter(_context, Level, 3);
        _ = ZstdNative.SetParameter(_context, Checksum, 1);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer) => Compress(buffer, GoOn);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
        {
            try
            {
                Compress([], End);
            }
            finally
            {
                _ = ZstdNative.FreeCompressor(_context);
                _context = 0;
                _inner.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void Compress(ReadOnlySpan<byte> bytes, int end)
    {
        fixed (byte* inputPointer = bytes, outputPointer = _output)
        {
            var input = new ZstdNative.Buffer { Pointer = inputPointer, Size = (nuint)bytes.Length };
            nuint left;
            do
            {
                var output = new ZstdNative.Buffer { Pointer = outputPointer, Size = (nuint)_output.Length };
                left = ZstdNative.Compress(_context, ref output, ref input, end);
                if (ZstdNative.IsError(left) != 0)
                {
                    throw new QualityReviewException($"zstd says: {Marshal.PtrToStringUTF8(ZstdNative.ErrorName(left))}.");
                }

                _inner.Write(_output.AsSpan(0, (int)output.Position));
            }
            while (end == End ? left != 0 : input.Position < input.Size);
        }
    }
}
