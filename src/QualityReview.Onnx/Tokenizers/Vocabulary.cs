using System.Text.Json;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A model's tokens and their ids, without the added ones. Immutable.</summary>
internal sealed class Vocabulary
{
    /// <summary>An id from here on is a fault, and would cost memory.</summary>
    public const int MostIds = 16_000_000;
    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;

    public Vocabulary(Dictionary<string, int> ids)
    {
        _ids = ids;
        _tokens = new string?[ids.Count == 0 ? 0 : ids.Values.Max() + 1];
        foreach (var (token, id) in ids)
        {
            _tokens[id] = token;
            LongestToken = Math.Max(LongestToken, token.Length);
        }
    }

    /// <summary>The highest id, plus one.</summary>
    public int Size => _tokens.Length;

    /// <summary>In UTF-16.</summary>
    public int LongestToken { get; }

    public IReadOnlyDictionary<string, int> Ids => _ids;

    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>-1 where it is no token.</summary>
    public int Find(ReadOnlySpan<char> token) => _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var id) ? id : -1;

    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    /// <summary>Ids of the tokens &lt;0x00&gt; to &lt;0xFF&gt;, -1 for those that are not there.</summary>
    public int[] ByteFallbackIds() => [.. Enumerable.Range(0, 256).Select(b => _ids.GetValueOrDefault($"<0x{b:X2}>", -1))];

    /// <summary>Reads an object of token: id.</summary>
    public static Vocabulary Read(JsonPart part)
    {
        var fields = part.Fields();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Value.ValueKind != JsonValueKind.Number || !field.Value.TryGetInt32(out var id) || id is < 0 or >= MostIds)
            {
                throw new JsonPart(field.Value, part.File, $"{part.Path}.{field.Name}").Wrong("a token's id");
            }

            ids[field.Name] = id;
        }

        return ids.Count > 0 ? new(ids) : throw part.Wrong("at least one token");
    }
}
