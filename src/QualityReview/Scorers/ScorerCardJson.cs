using System.Text.Json.Serialization;

namespace QualityReview.Scorers;

/// <summary>How cards are stored: names as in C#, enums as words.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScorerCard))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class ScorerCardJson : JsonSerializerContext;
