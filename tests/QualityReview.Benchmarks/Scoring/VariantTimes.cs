namespace QualityReview.Benchmarks.Scoring;

/// <summary>Times of variants that ran in turns, slice by slice; not every variant on every slice, nor on every text of it.</summary>
internal sealed class VariantTimes
{
    private readonly List<(int Slice, string Variant, Timing Time, long Tokens, long Padded)> _runs = [];

    public void Add(int slice, string variant, Timing time, long tokens, long padded) => _runs.Add((slice, variant, time, tokens, padded));

    public bool Has(string variant) => _runs.Exists(run => run.Variant == variant);

    public long Tokens(string variant) => _runs.Where(run => run.Variant == variant).Sum(run => run.Tokens);

    /// <summary>Time a token of one variant by that of another, over the slices that both ran on: all together, and the least and most of one slice.</summary>
    public (double All, double Least, double Most) Ratios(string above, string below, Func<Timing, double> of)
    {
        double PerToken(string variant, IEnumerable<int> slices)
        {
            var runs = _runs.Where(run => run.Variant == variant && slices.Contains(run.Slice)).ToList();
            return runs.Sum(run => of(run.Time)) / runs.Sum(run => run.Tokens);
        }
        int[] both = [.. _runs.Where(run => run.Variant == above).Select(run => run.Slice).Intersect(_runs.Where(run => run.Variant == below).Select(run => run.Slice))];
        double[] each = [.. both.Select(slice => PerToken(above, [slice]) / PerToken(below, [slice]))];
        return (PerToken(above, both) / PerToken(below, both), each.Min(), each.Max());
    }

    public void Print(string name)
    {
        var table = new MarkdownTable("Variant", "Tokens", "s", "CPU s", "Tokens/s", "Tokens/CPU s", "Padded/read");
        foreach (var runs in _runs.GroupBy(run => run.Variant).OrderBy(runs => runs.Key, StringComparer.Ordinal))
        {
            var time = runs.Aggregate(Timing.Zero, (sum, run) => sum + run.Time);
            double tokens = runs.Sum(run => run.Tokens);
            table.Add($"{name}: {runs.Key}", tokens, time.Seconds, time.CpuSeconds, tokens / time.Seconds, tokens / time.CpuSeconds, runs.Sum(run => run.Padded) / tokens);
        }
        table.Print();
    }
}
