using System.Text.Json.Serialization;

namespace QualityReview.Recipes;

/// <summary>What a last verdict of unsure comes to in a subset; keep and drop always win.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnsurePolicy>))]
public enum UnsurePolicy
{
    /// <summary>What the filter says.</summary>
    [JsonStringEnumMemberName("filter")]
    Filter,

    [JsonStringEnumMemberName("keep")]
    Keep,

    [JsonStringEnumMemberName("drop")]
    Drop,
}

/// <summary>At most so much of one source or language, drawn at random.</summary>
/// <param name="Source">Null where a language is named.</param>
/// <param name="Samples">Null where tokens are named.</param>
public sealed record RecipeQuota(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Language = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Samples = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Tokens = null);

/// <summary>How often the samples of one source or language stand in the subset: 2 is twice, 0.5 every other one by a draw.</summary>
/// <param name="Source">Null where a language is named.</param>
public sealed record RecipeWeight(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Language = null,
    double Weight = 1);

/// <summary>How large the subset is at most; exactly one of both is given.</summary>
/// <param name="Samples">Copies included.</param>
public sealed record RecipeTarget(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Samples = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Tokens = null);

/// <summary>How a subset is made of a dataset, in this order: filters, people's verdicts, duplicates, quotas, weights, target.</summary>
public sealed record Recipe
{
    /// <summary>The value of <see cref="Duplicates"/> that keeps all of them.</summary>
    public const string KeepAll = "all";

    /// <summary>Rules, or names of saved filters; a sample must be kept by each. Empty keeps everything.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The default value is <see cref="UnsurePolicy.Filter"/>.</summary>
    public UnsurePolicy Unsure { get; init; }

    /// <summary><c>all</c>; or one of each group, as far as people do not keep more: <c>first</c>, <c>longest</c>, or the key of the scorer
    /// whose highest percentile stays. The default value is <c>all</c>.</summary>
    public string Duplicates { get; init; } = KeepAll;

    /// <summary>Applied one after another.</summary>
    public IReadOnlyList<RecipeQuota> Quotas { get; init; } = [];

    /// <summary>The weights of a sample's source and of its language multiply; one that is not named is 1.</summary>
    public IReadOnlyList<RecipeWeight> Weights { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeTarget? Target { get; init; }

    /// <summary>Of all draws: those of quotas, of weights and of the target do not depend on each other. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether it does no more than its filters do.</summary>
    [JsonIgnore]
    public bool IsPlain => Unsure == UnsurePolicy.Filter && Duplicates == KeepAll && Quotas.Count == 0 && Weights.Count == 0 && Target is null;
}
