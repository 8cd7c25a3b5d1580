namespace QualityReview.Scorers;

/// <summary>All scorers that this installation can run, by key, in the order in which they are shown.</summary>
public sealed class ScorerCatalog
{
    private readonly Func<IReadOnlyList<ScorerDefinition>> _known;

    public ScorerCatalog(IEnumerable<ScorerDefinition> definitions)
    {
        var all = InOrder(definitions);
        _known = () => all;
    }

    /// <param name="known">Asked at every look, by many callers; gives lists that <see cref="InOrder"/> made.</param>
    public ScorerCatalog(Func<IReadOnlyList<ScorerDefinition>> known) => _known = known;

    /// <summary>Ensembles stand last: in this order all can be run, each after its members.</summary>
    public IReadOnlyList<ScorerDefinition> All => _known();

    /// <exception cref="QualityReviewException">Two have one key.</exception>
    public static IReadOnlyList<ScorerDefinition> InOrder(IEnumerable<ScorerDefinition> definitions)
    {
        List<ScorerDefinition> all = [.. definitions.OrderBy(definition => definition.IsEnsemble)];
        return all.CountBy(definition => definition.Key).FirstOrDefault(count => count.Value > 1).Key is { } twice
            ? throw new QualityReviewException($"The scorer key {twice} is configured twice; keys must be unique.")
            : all;
    }

    /// <summary>The scorer of that key or, where exactly one has it, of that method.</summary>
    public ScorerDefinition Get(string keyOrMethod)
    {
        var all = All;
        if (all.FirstOrDefault(known => known.Key == keyOrMethod) is { } definition)
        {
            return definition;
        }

        var ofMethod = all.Where(known => known.Method == keyOrMethod).ToList();
        return ofMethod switch
        {
            [var only] => only,
            [] => throw new WrongWordsException($"There is no scorer \"{keyOrMethod}\"; configured are {string.Join(", ", all.Select(known => known.Key))}."),
            _ => throw new WrongWordsException($"\"{keyOrMethod}\" names several scorers; say one of {string.Join(", ", ofMethod.Select(known => known.Key))}."),
        };
    }
}
