namespace QualityReview.Onnx;

/// <summary>The configured scorers and embedders by their keys.</summary>
public sealed class OnnxScorerFactory
{
    private readonly Dictionary<string, ScorerDefinition> _byKey = new(StringComparer.Ordinal);

    /// <exception cref="WrongWordsException">An option is wrong, or a key stands twice.</exception>
    public OnnxScorerFactory(IEnumerable<OnnxScorerOptions> options)
    {
        foreach (var scorer in options)
        {
            scorer.Validate();
            if (!_byKey.TryAdd(scorer.Key, new ScorerDefinition(scorer)))
            {
                throw new WrongWordsException($"The scorer key '{scorer.Key}' is configured twice; each key must occur once.");
            }
        }
        Definitions = [.. _byKey.Values.OrderBy(d => d.Key, StringComparer.Ordinal)];
    }

    /// <summary>Ordered by key.</summary>
    public IReadOnlyList<ScorerDefinition> Definitions { get; }

    /// <exception cref="WrongWordsException">There is no such key.</exception>
    public ScorerDefinition Find(string key) => _byKey.TryGetValue(key, out var definition) ? definition
        : throw new WrongWordsException($"There is no scorer '{key}'; configured are {string.Join(", ", Definitions.Select(d => d.Key))}.");
}
