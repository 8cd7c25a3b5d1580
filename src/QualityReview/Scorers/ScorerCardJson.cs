using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Scorers;

/// <summary>How cards are stored: names as in C#, enums as words.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScorerCard))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class ScorerCardJson : JsonSerializerContext
{
    /// <summary>A receipt as canonical JSON: sorted names, one text each.</summary>
    public static string Canonical(IEnumerable<KeyValuePair<string, string>> receipt) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(receipt.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal), Default.SortedDictionaryStringString);
}
