using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Writes what a line holds beside a sample's own fields as one compact JSON object. The members of an object field
/// <c>meta</c> are lifted into it, unless one of them has the name of another field: then <c>meta</c> stays a field. Not thread-safe.</summary>
internal sealed class JsonMeta(FieldPlan plan)
{
    public const string MetaName = "meta";
    private static readonly string[] s_rootPath = [];
    private static readonly string[] s_metaPath = [MetaName];
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly List<TakenField> _taken = [];
    private readonly ReadRepairTally _names = new();

    public void Begin() => _taken.Clear();

    /// <summary>The field became a part of the sample, so it is not metadata.</summary>
    /// <param name="nested">It was found by its path, not by its whole name.</param>
    public void Take(FieldSlot slot, bool nested) => _taken.Add(new TakenField(slot, nested));

    /// <summary>-1 where no wanted field has this name.</summary>
    public int SlotOf(ReadOnlySpan<byte> rawName)
    {
        var name = rawName.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(rawName, _names)) : rawName;
        for (var i = 0; i < plan.Slots.Length; i++)
        {
            if (name.SequenceEqual(plan.Slots[i].Utf8))
            {
                return i;
            }
        }

        return -1;
    }

    public static bool TryLast(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        var found = false;
        foreach (var property in parent.EnumerateObject())
        {
            if (NameOf(property) == name)
            {
                (value, found) = (property.Value, true);
            }
        }

        return found;
    }

    /// <summary>Null where nothing is left.</summary>
    /// <param name="meta">The line's field <c>meta</c>, or default.</param>
    public string? Write(JsonElement root, JsonElement meta, bool hasDuplicates, ReadRepairTally tally)
    {
        _bytes.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_bytes, PlainJsonEncoder.Compact);
        var copy = new JsonCopy(writer, _taken, hasDuplicates, tally);
        writer.WriteStartObject();
        var lifted = meta.ValueKind == JsonValueKind.Object && !Collides(root, meta);
        if (lifted)
        {
            copy.Members(meta, s_metaPath);
        }

        copy.Members(root, s_rootPath, lifted ? MetaName : null);
        writer.WriteEndObject();
        writer.Flush();
        return _bytes.WrittenCount == 2 ? null : Encoding.UTF8.GetString(_bytes.WrittenSpan);
    }

    private static bool Collides(JsonElement root, JsonElement meta)
    {
        var names = new HashSet<string>(meta.EnumerateObject().Select(NameOf), StringComparer.Ordinal);
        return names.Count > 0 && root.EnumerateObject().Select(NameOf).Any(name => name != MetaName && names.Contains(name));
    }

    private static string NameOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? JsonText.Unescape(raw, new ReadRepairTally()) : Encoding.UTF8.GetString(raw);
    }
}
