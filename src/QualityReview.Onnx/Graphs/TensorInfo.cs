using System.Globalization;

namespace QualityReview.Onnx.Graphs;

/// <summary>Name, element type and shape of a graph input, output or initializer.</summary>
/// <param name="ElementType">ONNX's number for the type: 1 float, 6 int32, 7 int64, 9 bool, 10 float16, 16 bfloat16; 0 unknown.</param>
/// <param name="Shape">-1 stands for a length that is known only at run time.</param>
internal sealed record TensorInfo(string Name, int ElementType, IReadOnlyList<long> Shape)
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Bool = 9, Float16 = 10, BFloat16 = 16;

    /// <summary>The file that holds an initializer's numbers, relative to the model's folder; null when they are in the model file.</summary>
    public string? ExternalFile { get; init; }

    /// <summary>Where its numbers end in that file; 0 when the model does not say.</summary>
    public long ExternalEnd { get; init; }

    /// <summary>Numbers in it; 0 when a length is unknown.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * Math.Max(0, length));

    /// <summary>Reads a ValueInfoProto.</summary>
    public static TensorInfo Read(ReadOnlyMemory<byte> info)
    {
        var name = "";
        var type = 0;
        List<long> shape = [];
        foreach (var field in ProtoField.In(info))
        {
            if (field.Number == 1)
            {
                name = field.Text;
            }
            else if (field.Number == 2)
            {
                foreach (var part in ProtoField.In(field.Payload).Where(f => f.Number == 1).SelectMany(f => ProtoField.In(f.Payload)))
                {
                    if (part.Number == 1)
                    {
                        type = (int)part.Value;
                    }
                    else if (part.Number == 2)
                    {
                        shape.AddRange(ProtoField.In(part.Payload).Where(f => f.Number == 1).Select(Length));
                    }
                }
            }
        }
        return new TensorInfo(name, type, shape);
    }

    /// <summary>Reads the head of a TensorProto.</summary>
    public static TensorInfo ReadTensor(ReadOnlyMemory<byte> tensor)
    {
        string name = "";
        var type = 0;
        List<long> shape = [];
        Dictionary<string, string> place = [];
        foreach (var field in ProtoField.In(tensor))
        {
            switch (field.Number)
            {
                case 1: shape.AddRange(field.Integers()); break;
                case 2: type = (int)field.Value; break;
                case 8: name = field.Text; break;
                case 13:
                    var entry = ProtoField.In(field.Payload).ToList();
                    place[entry.Find(f => f.Number == 1).Text] = entry.Find(f => f.Number == 2).Text;
                    break;
            }
        }
        return new TensorInfo(name, type, shape) { ExternalFile = place.GetValueOrDefault("location"), ExternalEnd = Whole("offset") + Whole("length") };

        long Whole(string key) => long.TryParse(place.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>Writes a ValueInfoProto; a shape entry is a number or a name.</summary>
    public static byte[] Write(string name, int elementType, params object[] shape) => ProtoWriter.Message(w => w
        .Text(1, name)
        .Nested(2, type => type.Nested(1, tensor => tensor
            .Integer(1, elementType)
            .Nested(2, dimensions =>
            {
                foreach (var length in shape)
                {
                    dimensions.Nested(1, d => _ = length is string symbol ? d.Text(2, symbol) : d.Integer(1, Convert.ToInt64(length, null)));
                }
            }))));

    private static long Length(ProtoField dimension)
    {
        foreach (var field in ProtoField.In(dimension.Payload))
        {
            if (field.Number == 1)
            {
                return (long)field.Value;
            }
        }
        return -1;
    }
}
