using System.IO.Compression;
using QualityReview.Samples.Files;

namespace QualityReview.Fuzz.Parsers;

/// <summary>The same files under gzip and zstd: what is packed is changed, and the packed bytes are.</summary>
internal sealed class PackedFileParser(string name, bool isZstd, IReadOnlyList<string> seeds) : SampleFileParser(name, isZstd ? ".jsonl.zst" : ".jsonl.gz", seeds)
{
    public override IEnumerable<byte[]> Seeds() =>
    [
        .. base.Seeds().Select(Pack),
        .. base.Seeds().Select(seed => (byte[])[.. Pack(seed), .. Pack(seed)]),
        Pack(new byte[1 << 20]),
        Pack([.. Enumerable.Repeat("{\"text\":\"a\"}\n"u8.ToArray(), 20_000).SelectMany(line => line)]),
    ];

    // A text of a million bytes can come out of a thousand.
    public override long MostAllocated(int inputBytes) => (256L << 20) + (1000L * inputBytes);

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        if (mutator.Chance(50))
        {
            return mutator.Bytes(input, other, []);
        }

        return mutator.Chance(20) ? [.. input, .. Pack(mutator.Bytes(Unpack(input), Unpack(other), Words))] : Pack(mutator.Bytes(Unpack(input), Unpack(other), Words));
    }

    private byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (Stream stream = isZstd ? new ZstdCompression(packed) : new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    // As far as it goes.
    private byte[] Unpack(byte[] bytes)
    {
        using Stream stream = isZstd ? new ZstdStream(new MemoryStream(bytes)) : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var buffer = new byte[MostBytes];
        var length = 0;
        try
        {
            while (length < buffer.Length && stream.Read(buffer, length, buffer.Length - length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // What came before is enough to go on from.
        }

        return buffer[..length];
    }
}
