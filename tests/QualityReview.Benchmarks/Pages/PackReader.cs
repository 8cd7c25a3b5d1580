using System.Buffers.Binary;
using System.Text;

namespace QualityReview.Benchmarks.Pages;

/// <summary>Reads the MessagePack that a Blazor hub sends: lists as object arrays, whole numbers as long, binaries as byte arrays.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The next framed message of a buffer, or false where it does not hold all of one.</summary>
    public static bool TryFrame(ReadOnlySpan<byte> buffer, out int start, out int length)
    {
        (start, length) = (0, 0);
        for (var shift = 0; start < buffer.Length && shift < 35; shift += 7)
        {
            var group = buffer[start++];
            length |= (group & 0x7f) << shift;
            if (group < 0x80)
            {
                return buffer.Length - start >= length;
            }
        }

        return false;
    }

    public object? Read()
    {
        var kind = Take(1)[0];
        return kind switch
        {
            < 0x80 => (long)kind,
            < 0x90 => Map(kind & 0xf),
            < 0xa0 => List(kind & 0xf),
            < 0xc0 => Text(kind & 0x1f),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Take(Take(1)[0]).ToArray(),
            0xc5 => Take(Short()).ToArray(),
            0xc6 => Take(Int()).ToArray(),
            0xca => (double)BinaryPrimitives.ReadSingleBigEndian(Take(4)),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            0xcc => (long)Take(1)[0],
            0xcd => (long)Short(),
            0xce => (long)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            0xcf or 0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            0xd0 => (long)(sbyte)Take(1)[0],
            0xd1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xd2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            0xd9 => Text(Take(1)[0]),
            0xda => Text(Short()),
            0xdb => Text(Int()),
            0xdc => List(Short()),
            0xdd => List(Int()),
            0xde => Map(Short()),
            0xdf => Map(Int()),
            >= 0xe0 => (long)(sbyte)kind,
            _ => throw new QualityReviewException($"The server sent MessagePack of kind {kind:x2}, which the benchmark does not read."),
        };
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private int Int() => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private object?[] List(int count)
    {
        var list = new object?[count];
        for (var i = 0; i < count; i++)
        {
            list[i] = Read();
        }

        return list;
    }

    private Dictionary<string, object?> Map(int count)
    {
        var map = new Dictionary<string, object?>();
        for (var i = 0; i < count; i++)
        {
            map[Read()?.ToString() ?? ""] = Read();
        }

        return map;
    }
}
