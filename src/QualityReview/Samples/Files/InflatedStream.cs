using System.Globalization;

namespace QualityReview.Samples.Files;

/// <summary>Reads what a compressed file inflates to, and breaks off where that is out of proportion: a few kilobytes can be made to
/// inflate until a disk is full.</summary>
/// <param name="packed">Counts what was read of the file.</param>
internal sealed class InflatedStream(Stream inner, CountingStream packed, int maxExpansion) : Stream
{
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The stream is broken, or inflates to more than is supported.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _count += read;
        return _count <= ImportLimits.FreeBytes || _count / maxExpansion <= packed.Count
            ? read
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it inflates to more than {maxExpansion:N0} times its size, which is the most that is supported (Import:MaxExpansion)"));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
