using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>A field that became a part of the sample.</summary>
/// <param name="Nested">It was found by its path, not by its whole name.</param>
internal readonly record struct TakenField(FieldSlot Slot, bool Nested);

/// <summary>Copies JSON without the taken fields, with the last of equal names, and with strings that any store can hold.</summary>
internal readonly struct JsonCopy(Utf8JsonWriter writer, List<TakenField> taken, bool hasDuplicates, ReadRepairTally tally)
{
    // No field's path leads through it.
    private static readonly string[] s_elsewhere = ["\0"];
    private readonly bool _takenNested = taken.Exists(field => field.Nested);

    public void Members(JsonElement parent, string[] path, string? except = null)
    {
        var last = hasDuplicates ? LastPlaces(parent) : null;
        var place = -1;
        foreach (var property in parent.EnumerateObject())
        {
            place++;
            var name = Name(property);
            if (name == except || IsTaken(path, name) || (last is not null && last[name] != place))
            {
                continue;
            }

            writer.WritePropertyName(name);
            Value(property.Value, path, name);
        }
    }

    private void Value(JsonElement value, string[] path, string? name)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var isNest = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        if (!(isNest && (hasDuplicates || _takenNested)) && !raw.Contains((byte)'\\'))
        {
            writer.WriteRawValue(raw, skipInputValidation: true);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                Members(value, _takenNested && name is not null ? [.. path, name] : s_elsewhere);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Value(item, path, null);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(JsonText.Read(value, tally));
                break;
            default:
                writer.WriteRawValue(raw, skipInputValidation: true);
                break;
        }
    }

    private string Name(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? tally.WithoutNul(JsonText.Unescape(raw, tally)) : Encoding.UTF8.GetString(raw);
    }

    private Dictionary<string, int> LastPlaces(JsonElement parent)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var place = 0;
        foreach (var property in parent.EnumerateObject())
        {
            places[Name(property)] = place++;
        }

        return places;
    }

    private bool IsTaken(string[] path, string name)
    {
        foreach (var (slot, nested) in taken)
        {
            if (nested
                ? slot.Path.Length == path.Length + 1 && slot.Path[^1] == name && slot.Path.AsSpan(0, path.Length).SequenceEqual(path)
                : path.Length == 0 && slot.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
