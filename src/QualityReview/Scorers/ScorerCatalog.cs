namespace QualityReview.Scorers;

/// <summary>All scorers that this installation can run, by key, in the order in which they are shown.</summary>
public sealed class ScorerCatalog
{
    private readonly Dictionary<string, ScorerDefinition> _byKey;

    public ScorerCatalog(IEnumerable<ScorerDefinition> definitions)
    {
        All = [.. definitions];
        _byKey = new Dictionary<string, ScorerDefinition>(StringComparer.Ordinal);
        foreach (var definition in All)
        {
            if (!_byKey.TryAdd(definition.Key, definition))
            {
                throw new QualityReviewException($"The scorer key {definition.Key} is configured twice; keys must be unique.");
            }
        }
    }

    public IReadOnlyList<ScorerDefinition> All { get; }

    /// <summary>The scorer of that key or, where exactly one has it, of that method.</summary>
    public ScorerDefinition Get(string keyOrMethod)
    {
        if (_byKey.TryGetValue(keyOrMethod, out var definition))
        {
            return definition;
        }

        var ofMethod = All.Where(known => known.Method == keyOrMethod).ToList();
        return ofMethod switch
        {
            [var only] => only,
            [] => throw new WrongWordsException($"There is no scorer \"{keyOrMethod}\"; configured are {string.Join(", ", All.Select(known => known.Key))}."),
            _ => throw new WrongWordsException($"\"{keyOrMethod}\" names several scorers; say one of {string.Join(", ", ofMethod.Select(known => known.Key))}."),
        };
    }
}
