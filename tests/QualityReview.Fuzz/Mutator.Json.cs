using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QualityReview.Fuzz;

/// <content>Changes of JSON as a tree, so that what is made is JSON still and gets past its reader.</content>
internal sealed partial class Mutator
{
    private static readonly JsonDocumentOptions _reading = new() { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Half of the time the tree is changed, otherwise bytes.</summary>
    public byte[] Json(byte[] input, byte[] other, IReadOnlyList<string> words)
    {
        try
        {
            return Chance(35) || Parse(input) is not { } root ? Bytes(input, other, words) : Tree(root, other, words);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // A tree with a name that stands twice, or with half a character, shows it only when it is walked.
            return Bytes(input, other, words);
        }
    }

    private byte[] Tree(JsonNode? root, byte[] other, IReadOnlyList<string> words)
    {
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
        {
            root = Change(root, Parse(other), words);
        }

        var written = Encoding.UTF8.GetBytes(root?.ToJsonString(new JsonSerializerOptions { MaxDepth = 600 }) ?? "null");
        // A name that stands twice, which no tree can hold.
        return Chance(5) ? Bytes(written, written, words) : written.Length > mostBytes ? written[..mostBytes] : written;
    }

    private static JsonNode? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: _reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonNode? Change(JsonNode? root, JsonNode? other, IReadOnlyList<string> words)
    {
        var places = Places(root).ToList();
        if (places.Count == 0)
        {
            return Odd(other, words);
        }

        var (parent, name, index) = Pick(places);
        switch (random.Next(6))
        {
            case 0:
                Remove(parent, name, index);
                break;
            case 1 when parent is JsonObject named:
                named[Chance(70) && words.Count > 0 ? Pick(words) : OddText()] = Odd(other, words);
                break;
            case 1 when parent is JsonArray list:
                list.Insert(random.Next(list.Count + 1), Odd(other, words));
                break;
            case 2 when Chance(30):
                Set(parent, name, index, Deep());
                break;
            case 3:
                // A part of the same tree in another place.
                var (from, fromName, fromIndex) = Pick(places);
                Set(parent, name, index, Get(from, fromName, fromIndex)?.DeepClone());
                break;
            default:
                Set(parent, name, index, Odd(other, words));
                break;
        }

        return root;
    }

    private JsonNode? Odd(JsonNode? other, IReadOnlyList<string> words) => random.Next(10) switch
    {
        0 => null,
        1 => JsonValue.Create(Chance(50)),
        2 => JsonNode.Parse("[]"),
        3 => JsonNode.Parse("{}"),
        4 or 5 => Number(),
        6 when words.Count > 0 => JsonValue.Create(Pick(words)),
        7 when Places(other).ToList() is { Count: > 0 } places && Pick(places) is var (parent, name, index) => Get(parent, name, index)?.DeepClone(),
        8 => JsonValue.Create(""),
        _ => JsonValue.Create(OddText()),
    };

    private JsonNode? Number()
    {
        var text = Chance(50) ? OddNumber() : random.Next(-5, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private JsonNode Deep()
    {
        JsonNode deep = JsonValue.Create(1);
        for (var depth = random.Next(1, 400); depth > 0; depth--)
        {
            deep = Chance(50) ? new JsonArray(deep) : new JsonObject { ["a"] = deep };
        }

        return deep;
    }

    private static IEnumerable<(JsonNode Parent, string Name, int Index)> Places(JsonNode? node)
    {
        if (node is JsonObject named)
        {
            foreach (var (name, value) in named)
            {
                yield return (node, name, -1);
                foreach (var place in Places(value))
                {
                    yield return place;
                }
            }
        }
        else if (node is JsonArray list)
        {
            // Long lists, such as vocabularies, would hide everything else.
            for (var i = 0; i < Math.Min(list.Count, 40); i++)
            {
                yield return (node, "", i);
                foreach (var place in Places(list[i]))
                {
                    yield return place;
                }
            }
        }
    }

    private static JsonNode? Get(JsonNode parent, string name, int index) => parent is JsonObject ? parent[name] : ((JsonArray)parent)[index];

    private static void Set(JsonNode parent, string name, int index, JsonNode? value)
    {
        if (parent is JsonObject named)
        {
            named[name] = value;
        }
        else
        {
            ((JsonArray)parent)[index] = value;
        }
    }

    private static void Remove(JsonNode parent, string name, int index)
    {
        if (parent is JsonObject named)
        {
            named.Remove(name);
        }
        else
        {
            ((JsonArray)parent).RemoveAt(index);
        }
    }
}
