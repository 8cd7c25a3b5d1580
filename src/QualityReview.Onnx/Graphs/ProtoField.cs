using System.Text;

namespace QualityReview.Onnx.Graphs;

/// <summary>One field of a protobuf message, as it lies in the bytes.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Whole">Tag, length and payload.</param>
/// <param name="Payload">The payload of a length-delimited field; empty for numbers.</param>
/// <param name="Value">The number of a varint field.</param>
internal readonly record struct ProtoField(int Number, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Payload, ulong Value)
{
    public string Text => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>Fields in file order; nothing is copied.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    public static IEnumerable<ProtoField> In(ReadOnlyMemory<byte> message)
    {
        var position = 0;
        while (position < message.Length)
        {
            var start = position;
            var tag = Varint(message.Span, ref position);
            var payload = ReadOnlyMemory<byte>.Empty;
            ulong value = 0;
            switch ((int)(tag & 7))
            {
                case 0:
                    value = Varint(message.Span, ref position);
                    break;
                case 1:
                    position += 8;
                    break;
                case 2:
                    var length = Varint(message.Span, ref position);
                    if (length > (ulong)(message.Length - position))
                    {
                        throw new InvalidDataException("A field ends beyond its message.");
                    }
                    payload = message.Slice(position, (int)length);
                    position += (int)length;
                    break;
                case 5:
                    position += 4;
                    break;
                default:
                    throw new InvalidDataException("A field has an unknown wire type.");
            }
            if (position > message.Length)
            {
                throw new InvalidDataException("A field ends beyond its message.");
            }
            yield return new ProtoField((int)(tag >> 3), message[start..position], payload, value);
        }
    }

    /// <summary>The numbers of a repeated integer field, whether packed or not.</summary>
    public IEnumerable<long> Integers()
    {
        if (Payload.IsEmpty)
        {
            yield return (long)Value;
            yield break;
        }
        for (var position = 0; position < Payload.Length;)
        {
            yield return (long)Varint(Payload.Span, ref position);
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= bytes.Length)
            {
                break;
            }
            var next = bytes[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
        throw new InvalidDataException("A number does not end.");
    }
}
