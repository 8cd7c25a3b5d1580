namespace QualityReview.Tests.Samples.Files;

/// <summary>Gives a file in small pieces, and may break at its end.</summary>
internal sealed class DripStream(byte[] bytes, int size, Exception? fault = null) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    // The base class routes its Read of a span here too.
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, Math.Min(size, count));
        return read == 0 && fault is not null ? throw fault : read;
    }
}
