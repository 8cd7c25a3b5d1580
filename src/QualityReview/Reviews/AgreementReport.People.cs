namespace QualityReview.Reviews;

public sealed partial class AgreementReport
{
    private static List<PersonFigures> PeopleOf(
        ReviewLedger ledger, Func<LedgerEntry, bool> counts, IReadOnlyList<LedgerEntry> standing, IReadOnlyDictionary<int, GoldVerdict> gold)
    {
        var byAuthor = standing.ToLookup(entry => entry.Author);
        var reversed = Reversed(ledger);
        return
        [
            .. Given(ledger, counts).GroupBy(entry => entry.Author).Select(given => Person(ledger.Authors[given.Key], [.. given], [.. byAuthor[given.Key]], reversed, gold))
                .OrderBy(person => person.Name, StringComparer.Ordinal),
        ];
    }

    private static PersonFigures Person(string name, LedgerEntry[] given, LedgerEntry[] standing, HashSet<long> reversed, IReadOnlyDictionary<int, GoldVerdict> gold) => new()
    {
        Name = name,
        Tally = TallyOf(standing),
        Filter = FilterTally.Of(standing),
        Pace = PaceFigures.Of(given),
        Given = given.Length,
        Reversed = given.Count(entry => reversed.Contains(entry.Position)),
        Gold = GoldFigures.Of(name, standing, gold),
        DropReasons = standing.Where(entry => entry.Verdict == Verdict.Drop).SelectMany(ReasonCodes).CountBy(code => code).ToDictionary(),
        Drift = DriftPoint.Course(given, reversed),
    };

    private static List<DayFigures> DaysOf(ReviewLedger ledger, Func<LedgerEntry, bool> counts) =>
    [
        .. Given(ledger, counts).GroupBy(entry => (Day: DateOnly.FromDateTime(entry.At), entry.Author)).Select(day =>
        {
            var given = day.ToArray();
            return new DayFigures(day.Key.Day, ledger.Authors[day.Key.Author], given.Length, DriftPoint.KeepShare(given), PaceFigures.Of(given));
        }).OrderByDescending(day => day.Day).ThenBy(day => day.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<LedgerEntry> Given(ReviewLedger ledger, Func<LedgerEntry, bool> counts) =>
        ledger.Entries.Where(entry => entry.Verdict != Verdict.None && !entry.Settles && counts(entry));

    /// <summary>Positions of the verdicts that their authors took back, or followed by another verdict on the same sample.</summary>
    private static HashSet<long> Reversed(ReviewLedger ledger)
    {
        var reversed = new HashSet<long>();
        var last = new Dictionary<long, LedgerEntry>();
        foreach (var entry in ledger.Entries.Where(entry => entry.Verdict != Verdict.None && !entry.Settles))
        {
            if (ledger.IsUndone(entry))
            {
                reversed.Add(entry.Position);
                continue;
            }

            if (last.TryGetValue(entry.Cell, out var before) && before.Verdict != entry.Verdict)
            {
                reversed.Add(before.Position);
            }

            last[entry.Cell] = entry;
        }

        return reversed;
    }
}
