using System.Text;

namespace QualityReview.Scorers.Densities;

public sealed partial class DensitySketch
{
    // 1 had other hash functions.
    private const int FileVersion = 2;
    private static readonly byte[] s_fileMark = "QRSKETCH"u8.ToArray();

    /// <summary>Writes the parameters and then the counters, most of which take one byte. Leaves <paramref name="stream"/> open.</summary>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(s_fileMark);
        writer.Write(FileVersion);
        writer.Write(Parameters.EmbedderKey);
        writer.Write(Parameters.Dimensions);
        writer.Write((int)Parameters.Kernel.Shape);
        writer.Write(Parameters.Kernel.Bandwidth);
        writer.Write(Parameters.Kernel.Power);
        writer.Write(Parameters.Rows);
        writer.Write(Parameters.Width);
        writer.Write(Parameters.Seed);
        writer.Write(_count);
        foreach (var counter in _counters)
        {
            writer.Write7BitEncodedInt64(counter);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote. Leaves <paramref name="stream"/> open.</summary>
    /// <exception cref="QualityReviewException">It is no whole sketch of this version.</exception>
    public static DensitySketch Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (!reader.ReadBytes(s_fileMark.Length).AsSpan().SequenceEqual(s_fileMark))
            {
                throw new QualityReviewException("The file is no density sketch: it does not begin with QRSKETCH.");
            }

            var version = reader.ReadInt32();
            if (version != FileVersion)
            {
                throw new QualityReviewException($"The density sketch has version {version}; version {FileVersion} is supported.");
            }

            return LoadBody(reader);
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new QualityReviewException("The density sketch is damaged: it ends early or holds numbers that no sketch has.", fault);
        }
    }

    private static DensitySketch LoadBody(BinaryReader reader)
    {
        var embedder = reader.ReadString();
        var dimensions = reader.ReadInt32();
        var shape = (KernelShape)reader.ReadInt32();
        var kernel = Enum.IsDefined(shape)
            ? new DensityKernel(shape, reader.ReadDouble(), reader.ReadInt32())
            : throw new FormatException("Unknown kernel shape.");
        var parameters = new SketchParameters(embedder, dimensions, kernel, reader.ReadInt32(), reader.ReadInt32(), reader.ReadUInt64());

        // Checked before anything of that size is allocated; a counter takes a byte at least.
        var counters = (long)parameters.Rows * parameters.Width;
        var bytesLeft = reader.BaseStream.CanSeek ? reader.BaseStream.Length - reader.BaseStream.Position : int.MaxValue;
        if (counters > bytesLeft || counters > int.MaxValue || (long)parameters.Rows * kernel.Power * dimensions > int.MaxValue / 2)
        {
            throw new FormatException("Too many counters or projections.");
        }

        var sketch = new DensitySketch(parameters) { _count = reader.ReadInt64() };
        for (var i = 0; i < sketch._counters.Length; i++)
        {
            sketch._counters[i] = reader.Read7BitEncodedInt64();
        }

        return sketch;
    }
}
