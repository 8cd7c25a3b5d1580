using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace QualityReview.Benchmarks.Pages;

/// <summary>Writes the few MessagePack types that a Blazor hub is spoken to in (msgpack.org, "MessagePack specification").</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A list (object array), text, whole number, bool or null.</summary>
    public PackWriter Write(object? value)
    {
        switch (value)
        {
            case null:
                Byte(0xc0);
                break;
            case bool truth:
                Byte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                Number(0xdb, (uint)utf8.Length);
                _bytes.Write(utf8);
                break;
            case object?[] list:
                Number(0xdd, (uint)list.Length);
                foreach (var item in list)
                {
                    Write(item);
                }

                break;
            case Dictionary<string, object?>:
                // The only map that is sent is the empty one of headers.
                Byte(0x80);
                break;
            default:
                Span<byte> eight = stackalloc byte[8];
                BinaryPrimitives.WriteInt64BigEndian(eight, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                Byte(0xd3);
                _bytes.Write(eight);
                break;
        }

        return this;
    }

    /// <summary>What was written behind its length in seven-bit groups, as hub messages are framed.</summary>
    public byte[] Framed()
    {
        var framed = new List<byte>();
        var rest = (uint)_bytes.WrittenCount;
        for (; rest >= 0x80; rest >>= 7)
        {
            framed.Add((byte)(rest | 0x80));
        }

        framed.Add((byte)rest);
        return [.. framed, .. _bytes.WrittenSpan];
    }

    private void Byte(byte value) => _bytes.Write([value]);

    private void Number(byte kind, uint length)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, length);
        Byte(kind);
        _bytes.Write(four);
    }
}
