namespace QualityReview.Exports;

/// <summary>Adds up texts by source.</summary>
internal sealed class AmountCounter
{
    // A source a sample would make the manifest as long as the subset.
    private const int MaxSources = 10_000;
    private const string OtherSources = "(all other sources)";
    private readonly SortedDictionary<string, (Sum Kept, Sum Dropped)> _sources = new(StringComparer.Ordinal);
    private (Sum Kept, Sum Dropped)? _none;

    public void Count(SubsetSample sample)
    {
        var (kept, dropped) = SumsOf(sample.Source);
        (sample.Kept ? kept : dropped).Add(sample);
    }

    public IReadOnlyList<ManifestSource> BySource() =>
    [
        .. _none is { } none ? new[] { new ManifestSource(null, none.Kept.Amount, none.Dropped.Amount) } : [],
        .. _sources.Select(source => new ManifestSource(source.Key, source.Value.Kept.Amount, source.Value.Dropped.Amount)),
    ];

    public static ManifestAmount Total(IEnumerable<ManifestAmount> amounts) => amounts.Aggregate(new ManifestAmount(0, 0, 0, 0), (sum, one) =>
        new ManifestAmount(sum.Samples + one.Samples, sum.Characters + one.Characters, sum.Bytes + one.Bytes, sum.Tokens + one.Tokens));

    private (Sum Kept, Sum Dropped) SumsOf(string? source)
    {
        if (source is null)
        {
            return _none ??= (new Sum(), new Sum());
        }

        var name = _sources.Count < MaxSources || _sources.ContainsKey(source) ? source : OtherSources;
        if (!_sources.TryGetValue(name, out var sums))
        {
            _sources[name] = sums = (new Sum(), new Sum());
        }

        return sums;
    }

    private sealed class Sum
    {
        public ManifestAmount Amount { get; private set; } = new(0, 0, 0, 0);

        public void Add(SubsetSample sample) =>
            Amount = new ManifestAmount(Amount.Samples + 1, Amount.Characters + sample.Characters, Amount.Bytes + sample.Bytes, Amount.Tokens + sample.Tokens);
    }
}
