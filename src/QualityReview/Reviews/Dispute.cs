namespace QualityReview.Reviews;

/// <summary>A sample that one person keeps and another drops.</summary>
/// <param name="Voices">What each person says of it, in the order of the ledger; settling verdicts are not among them.</param>
/// <param name="SettledBy">The verdict that settles it, which is then the current one; null while it is open.</param>
public sealed record Dispute(int Ordinal, IReadOnlyList<LedgerEntry> Voices, LedgerEntry? SettledBy)
{
    public int Keeps => Voices.Count(voice => voice.Verdict == Verdict.Keep);

    public int Drops => Voices.Count(voice => voice.Verdict == Verdict.Drop);

    /// <summary>All disputes of a ledger, most disputed first: those with the largest minority, then with most verdicts, then the newest.</summary>
    public static IReadOnlyList<Dispute> Of(ReviewLedger ledger)
    {
        var settling = new Dictionary<int, LedgerEntry>();
        foreach (var entry in ledger.Entries.Where(entry => entry.Settles && ledger.Stands(entry)))
        {
            settling[entry.Ordinal] = entry;
        }

        return
        [
            .. ledger.Standing().GroupBy(entry => entry.Ordinal)
                .Where(sample => sample.Any(entry => entry.Verdict == Verdict.Keep) && sample.Any(entry => entry.Verdict == Verdict.Drop))
                .Select(sample => new Dispute(sample.Key, [.. sample], settling.TryGetValue(sample.Key, out var last) && Settles(last, sample) ? last : null))
                .OrderByDescending(dispute => Math.Min(dispute.Keeps, dispute.Drops))
                .ThenByDescending(dispute => dispute.Voices.Count)
                .ThenByDescending(dispute => dispute.Voices[^1].Position),
        ];
    }

    /// <summary>The dispute about one sample, or null.</summary>
    /// <param name="history">All entries on it, in the order of the ledger.</param>
    public static Dispute? Of(IEnumerable<Review> history) => Of(ReviewLedger.Of(history)) is [var dispute, ..] ? dispute : null;

    // Whoever contradicts it later opens the dispute again: the last entry is the current verdict, always.
    private static bool Settles(LedgerEntry settling, IEnumerable<LedgerEntry> voices) =>
        voices.All(voice => voice.Position < settling.Position || voice.Verdict == settling.Verdict);
}
