using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Turns one JSON object into a sample, or says why it cannot be one. Not thread-safe.</summary>
internal sealed class JsonSampleParser(FieldPlan plan, FieldSearch search, ImportLimits limits, ReadRepairs repairs)
{
    private readonly JsonElement[] _values = new JsonElement[plan.Slots.Length];
    private readonly bool[] _nested = new bool[plan.Slots.Length];
    private readonly JsonMeta _meta = new(plan);
    private readonly ReadRepairTally _tally = new();
    private JsonElement _metaField;

    public FileLine Parse(long line, ReadOnlyMemory<byte> json)
    {
        if (Utf8Fault.Find(json.Span, "the line") is { } fault)
        {
            return FileLine.Aside(line, fault, json.Span);
        }

        using var document = JsonDocumentReader.Read(json, limits.MaxDepth, _tally, out var hasDuplicates, out var reason);
        if (document is null)
        {
            _tally.Forget();
            return FileLine.Aside(line, reason!, json.Span);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return FileLine.Aside(line, $"The line holds {NameOf(document.RootElement)}; supported is one JSON object a line.", json.Span);
        }

        Collect(document.RootElement);
        var found = Build(line, document.RootElement, hasDuplicates, out reason);
        if (found is null)
        {
            _tally.Forget();
            return FileLine.Aside(line, reason!, json.Span);
        }

        _tally.CountInto(repairs);
        return new FileLine(found, null);
    }

    private FoundSample? Build(long line, JsonElement root, bool hasDuplicates, out string? reason)
    {
        var text = _values[0];
        var isNumber = plan.TakesNumbers && text.ValueKind == JsonValueKind.Number;
        if (text.ValueKind != JsonValueKind.String && !isNumber)
        {
            reason = text.ValueKind == JsonValueKind.Undefined
                ? $"The field '{plan.Text.Name}' is missing."
                : $"The field '{plan.Text.Name}' holds {NameOf(text)}; supported {(plan.TakesNumbers ? "are numbers" : "is text")}.";
            return null;
        }

        if (!isNumber && text.ValueEquals(ReadOnlySpan<byte>.Empty))
        {
            reason = $"The field '{plan.Text.Name}' is empty.";
            return null;
        }

        _meta.Begin();
        if (!TryIdentity(plan.Id, 1, faultWhereNotText: true, out var id, out reason)
            || !TryFirst(plan.Sources, 2, out var source, out reason)
            || !TryFirst(plan.Languages, 2 + plan.Sources.Count, out var language, out reason))
        {
            return null;
        }

        _meta.Take(plan.Text, _nested[0]);
        return new FoundSample(line, id, isNumber ? text.GetRawText() : JsonText.Read(text, _tally), source, language, _meta.Write(root, _metaField, hasDuplicates, _tally));
    }

    private bool TryFirst(IReadOnlyList<FieldSlot> slots, int firstIndex, out string? value, out string? reason)
    {
        (value, reason) = (null, null);
        for (var i = 0; i < slots.Count && value is null; i++)
        {
            if (!TryIdentity(slots[i], firstIndex + i, slots[i].Named, out value, out reason))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Text, or a number as its text. Null and "" count as absent.</summary>
    private bool TryIdentity(FieldSlot slot, int index, bool faultWhereNotText, out string? value, out string? reason)
    {
        (value, reason) = (null, null);
        var element = _values[index];
        switch (element.ValueKind)
        {
            case JsonValueKind.Undefined:
                return true;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Number when faultWhereNotText:
                value = element.GetRawText();
                break;
            case JsonValueKind.String:
                value = JsonText.Read(element, _tally) is { Length: > 0 } text ? text : null;
                break;
            default:
                reason = faultWhereNotText ? $"The field '{slot.Name}' holds {NameOf(element)}; supported are text and numbers." : null;
                return !faultWhereNotText;
        }

        _meta.Take(slot, _nested[index]);
        return true;
    }

    private void Collect(JsonElement root)
    {
        Array.Clear(_values);
        Array.Clear(_nested);
        _metaField = default;
        var open = search.IsOpen;
        if (open)
        {
            search.StartLine();
        }

        foreach (var property in root.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            if (name.SequenceEqual("meta"u8))
            {
                _metaField = property.Value;
            }

            var slot = _meta.SlotOf(name);
            if (slot >= 0)
            {
                _values[slot] = property.Value;
            }

            if (open)
            {
                search.SawName(Encoding.UTF8.GetString(name));
            }
        }

        for (var i = 0; i < _values.Length; i++)
        {
            var slot = plan.Slots[i];
            if (slot.IsNested && _values[i].ValueKind == JsonValueKind.Undefined)
            {
                _values[i] = Follow(root, slot.Path);
                _nested[i] = true;
            }

            if (open && _values[i].ValueKind != JsonValueKind.Undefined)
            {
                search.Saw(slot);
            }
        }
    }

    private static JsonElement Follow(JsonElement element, string[] path)
    {
        foreach (var part in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !JsonMeta.TryLast(element, part, out element))
            {
                return default;
            }
        }

        return element;
    }

    private static string NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
