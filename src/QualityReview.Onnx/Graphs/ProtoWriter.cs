using System.Buffers;
using System.Text;

namespace QualityReview.Onnx.Graphs;

/// <summary>Writes protobuf fields, as much as ONNX needs.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static byte[] Message(Action<ProtoWriter> write)
    {
        var writer = new ProtoWriter();
        write(writer);
        return writer._bytes.WrittenSpan.ToArray();
    }

    /// <summary>Tag and length of a length-delimited field whose payload follows elsewhere.</summary>
    public static byte[] Header(int field, long payloadLength)
    {
        var writer = new ProtoWriter();
        writer.Varint(((ulong)field << 3) | 2);
        writer.Varint((ulong)payloadLength);
        return writer._bytes.WrittenSpan.ToArray();
    }

    public ProtoWriter Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> payload)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)payload.Length);
        _bytes.Write(payload);
        return this;
    }

    public ProtoWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoWriter Nested(int field, Action<ProtoWriter> write) => Bytes(field, Message(write));

    /// <summary>A whole field, tag included, as it stood in another message.</summary>
    public ProtoWriter Raw(ReadOnlySpan<byte> field)
    {
        _bytes.Write(field);
        return this;
    }

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }
        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
