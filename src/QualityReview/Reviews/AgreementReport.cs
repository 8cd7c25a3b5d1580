namespace QualityReview.Reviews;

/// <summary>Whose verdicts a report looks at, and from which time.</summary>
public sealed record AgreementChoice
{
    /// <summary>Names; empty for everybody.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>First day, in UTC; null for the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, itself included; null for the end.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>How well people agree on the samples of one source.</summary>
/// <param name="Tally">Standing verdicts on them.</param>
public sealed record SourceFigures(string Source, VerdictTally Tally, AgreementFigures Agreement);

/// <summary>How people use a reason for drops.</summary>
/// <param name="Drops">Standing drops that name it.</param>
/// <param name="Pairs">Pairs of drops on the same sample of which at least one names it.</param>
/// <param name="Both">Those of which both do.</param>
public sealed record ReasonFigures(string Code, int Drops, int Pairs, int Both);

/// <summary>Agreement, pace and drift of the people who judge a dataset, as of one ledger position. Unsure counts as no verdict where
/// agreement is measured, and is reported beside it; settling verdicts are left out, as their authors knew what others had said.</summary>
public sealed partial class AgreementReport
{
    // Any number will do as long as it stays the same.
    private const ulong Seed = 20240213;

    private AgreementReport()
    {
    }

    public required AgreementFigures Overall { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<PersonFigures> People { get; init; }

    /// <summary>Each two people who share a sample, in the order of <see cref="People"/>.</summary>
    public required IReadOnlyList<PairFigures> Pairs { get; init; }

    /// <summary>Most verdicts first.</summary>
    public required IReadOnlyList<SourceFigures> Sources { get; init; }

    /// <summary>Most used first.</summary>
    public required IReadOnlyList<ReasonFigures> Reasons { get; init; }

    /// <summary>Newest first, then by name.</summary>
    public required IReadOnlyList<DayFigures> Days { get; init; }

    public required VerdictTally Tally { get; init; }

    public required FilterTally Filter { get; init; }

    /// <summary>Samples with a standing verdict.</summary>
    public required int Samples { get; init; }

    /// <summary>Last ledger entry that was looked at; 0 where there is none.</summary>
    public required long Position { get; init; }

    /// <summary>95 % interval of a pair's kappa.</summary>
    public static Interval? RangeOf(PairFigures pair) => pair.KappaRange(Seed);

    /// <param name="sourceOf">By ordinal.</param>
    /// <param name="gold">By ordinal; null where there are no gold items.</param>
    public static AgreementReport Of(
        ReviewLedger ledger, AgreementChoice choice, Func<int, string> sourceOf, IReadOnlyDictionary<int, GoldVerdict>? gold = null, CancellationToken cancellation = default)
    {
        var counts = Counted(ledger, choice);
        var standing = ledger.Standing(counts);
        cancellation.ThrowIfCancellationRequested();
        LedgerEntry[][] samples = [.. standing.GroupBy(entry => entry.Ordinal).Select(sample => sample.ToArray())];
        var people = PeopleOf(ledger, counts, standing, gold ?? new Dictionary<int, GoldVerdict>());
        cancellation.ThrowIfCancellationRequested();
        return new AgreementReport
        {
            Overall = Measure(samples),
            People = people,
            Pairs = PairsOf(ledger, [.. people.Select(person => person.Name)], samples),
            Sources = SourcesOf(samples, sourceOf, cancellation),
            Reasons = ReasonsOf(samples),
            Days = DaysOf(ledger, counts),
            Tally = TallyOf(standing),
            Filter = people.Aggregate(default(FilterTally), (sum, person) => sum + person.Filter),
            Samples = samples.Length,
            Position = ledger.Position,
        };
    }

    private static Func<LedgerEntry, bool> Counted(ReviewLedger ledger, AgreementChoice choice)
    {
        var chosen = ledger.Authors.Select(name => choice.People.Count == 0 || choice.People.Contains(name)).ToArray();
        var from = choice.From?.ToDateTime(TimeOnly.MinValue) ?? DateTime.MinValue;
        var end = choice.Until is { } last && last < DateOnly.MaxValue ? last.AddDays(1).ToDateTime(TimeOnly.MinValue) : DateTime.MaxValue;
        return entry => chosen[entry.Author] && entry.At >= from && entry.At < end;
    }

    private static AgreementFigures Measure(IEnumerable<LedgerEntry[]> samples)
    {
        var units = new BinaryUnits();
        foreach (var sample in samples)
        {
            int keeps = 0, drops = 0;
            foreach (var entry in sample)
            {
                keeps += entry.Verdict == Verdict.Keep ? 1 : 0;
                drops += entry.Verdict == Verdict.Drop ? 1 : 0;
            }

            units.Add(keeps, drops);
        }

        return units.Measure(Seed);
    }

    private static VerdictTally TallyOf(IEnumerable<LedgerEntry> standing)
    {
        var tally = new int[(int)Verdict.Unsure + 1];
        foreach (var entry in standing)
        {
            tally[(int)entry.Verdict]++;
        }

        return new VerdictTally { Keep = tally[(int)Verdict.Keep], Drop = tally[(int)Verdict.Drop], Unsure = tally[(int)Verdict.Unsure] };
    }

    private static List<PairFigures> PairsOf(ReviewLedger ledger, List<string> names, LedgerEntry[][] samples)
    {
        var place = ledger.Authors.Select(name => names.IndexOf(name)).ToArray();
        var tables = new Dictionary<(int First, int Second), int[]>();
        foreach (var sample in samples)
        {
            // Plain loops: this is the innermost work of the page.
            for (var i = 0; i < sample.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (sample[i].Verdict is (Verdict.Keep or Verdict.Drop) && sample[j].Verdict is (Verdict.Keep or Verdict.Drop))
                    {
                        Count(sample[i], sample[j]);
                    }
                }
            }
        }

        return [.. tables.OrderBy(pair => pair.Key).Select(pair => new PairFigures(names[pair.Key.First], names[pair.Key.Second], pair.Value[0], pair.Value[1], pair.Value[2], pair.Value[3]))];

        void Count(LedgerEntry a, LedgerEntry b)
        {
            (a, b) = place[a.Author] < place[b.Author] ? (a, b) : (b, a);
            var key = (place[a.Author], place[b.Author]);
            if (!tables.TryGetValue(key, out var table))
            {
                tables.Add(key, table = new int[4]);
            }

            table[(a.Verdict == Verdict.Drop ? 2 : 0) + (b.Verdict == Verdict.Drop ? 1 : 0)]++;
        }
    }

    private static List<SourceFigures> SourcesOf(LedgerEntry[][] samples, Func<int, string> sourceOf, CancellationToken cancellation)
    {
        var sources = new List<SourceFigures>();
        foreach (var source in samples.GroupBy(sample => sourceOf(sample[0].Ordinal)))
        {
            cancellation.ThrowIfCancellationRequested();
            sources.Add(new SourceFigures(source.Key, TallyOf(source.SelectMany(sample => sample)), Measure(source)));
        }

        return [.. sources.OrderByDescending(source => source.Tally.Reviewed).ThenBy(source => source.Source, StringComparer.Ordinal)];
    }

    private static List<ReasonFigures> ReasonsOf(LedgerEntry[][] samples)
    {
        var counted = new Dictionary<string, (int Drops, int Pairs, int Both)>(StringComparer.Ordinal);
        foreach (var sample in samples)
        {
            if (!Array.Exists(sample, entry => entry is { Verdict: Verdict.Drop, Reasons.Length: > 0 }))
            {
                continue;
            }

            var drops = sample.Where(entry => entry.Verdict == Verdict.Drop).Select(ReasonCodes).ToList();
            // Of n drops, k name the reason: k(k-1)/2 pairs both do, and k(n-k) more where one does.
            foreach (var (code, naming) in drops.SelectMany(codes => codes).CountBy(code => code))
            {
                var (before, both) = (counted.GetValueOrDefault(code), naming * (naming - 1) / 2);
                counted[code] = (before.Drops + naming, before.Pairs + both + naming * (drops.Count - naming), before.Both + both);
            }
        }

        return [.. counted.Select(reason => new ReasonFigures(reason.Key, reason.Value.Drops, reason.Value.Pairs, reason.Value.Both)).OrderByDescending(reason => reason.Drops).ThenBy(reason => reason.Code, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> ReasonCodes(LedgerEntry entry) =>
        entry.Reasons.Length == 0 ? [] : entry.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
}
