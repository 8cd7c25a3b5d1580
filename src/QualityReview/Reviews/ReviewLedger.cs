namespace QualityReview.Reviews;

/// <summary>An entry of the ledger as far as it is counted: who said what of which sample, and when.</summary>
/// <param name="Position">Its place in the ledger.</param>
/// <param name="Author">Index into <see cref="ReviewLedger.Authors"/>.</param>
/// <param name="Verdict"><see cref="Verdict.None"/> for an undo.</param>
/// <param name="Undoes">Position of the entry that this one takes back; 0 for a verdict.</param>
/// <param name="Reasons">Reason codes, separated by spaces.</param>
/// <param name="Seconds">NaN where the time was not taken, as in an act on many samples.</param>
/// <param name="FilterSaid"><see cref="Verdict.None"/> where no filter was shown.</param>
/// <param name="Settles">Given by a lead to settle a disagreement.</param>
/// <param name="At">UTC.</param>
public sealed record LedgerEntry(
    long Position, int Ordinal, int Author, Verdict Verdict, long Undoes, string Reasons, double Seconds, Verdict FilterSaid, bool Settles, DateTime At)
{
    /// <summary>The sample and the author in one number: much cheaper to look up than two.</summary>
    internal long Cell => ((long)Ordinal << 32) | (uint)Author;
}

/// <summary>The ledger of one dataset up to a position. Never changes.</summary>
public sealed class ReviewLedger
{
    private readonly HashSet<long> _undone;

    /// <param name="authors">Names by index.</param>
    /// <param name="entries">In the order of the ledger.</param>
    public ReviewLedger(IReadOnlyList<string> authors, IReadOnlyList<LedgerEntry> entries)
    {
        (Authors, Entries) = (authors, entries);
        _undone = [.. entries.Where(entry => entry.Undoes != 0).Select(entry => entry.Undoes)];
    }

    /// <param name="entries">In the order of the ledger.</param>
    public static ReviewLedger Of(IEnumerable<Review> entries)
    {
        var authors = new List<string>();
        var read = new List<LedgerEntry>();
        foreach (var entry in entries)
        {
            var author = authors.IndexOf(entry.Author);
            if (author < 0)
            {
                author = authors.Count;
                authors.Add(entry.Author);
            }

            read.Add(new LedgerEntry(
                entry.ReviewId, entry.Ordinal, author, entry.Verdict, entry.Undoes ?? 0, entry.Reasons, entry.Seconds ?? double.NaN, entry.FilterSaid, entry.Settles, entry.CreatedAt.UtcDateTime));
        }

        return new ReviewLedger(authors, read);
    }

    public IReadOnlyList<string> Authors { get; }

    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>Place of its last entry; 0 where it is empty.</summary>
    public long Position => Entries.Count == 0 ? 0 : Entries[^1].Position;

    /// <summary>Whether an entry is a verdict that has not been taken back.</summary>
    public bool Stands(LedgerEntry entry) => entry.Verdict != Verdict.None && !_undone.Contains(entry.Position);

    public bool IsUndone(LedgerEntry entry) => _undone.Contains(entry.Position);

    /// <summary>The last verdict of each author on each sample that stands, in the order of the ledger. A settling verdict does not replace
    /// what its author had said before: that was said without knowing of the others.</summary>
    /// <param name="counts">Which verdicts to look at; null for all.</param>
    public IReadOnlyList<LedgerEntry> Standing(Func<LedgerEntry, bool>? counts = null)
    {
        var last = new Dictionary<long, int>(Entries.Count);
        for (var i = 0; i < Entries.Count; i++)
        {
            var entry = Entries[i];
            if (!entry.Settles && Stands(entry) && counts?.Invoke(entry) != false)
            {
                last[entry.Cell] = i;
            }
        }

        return [.. last.Values.Order().Select(i => Entries[i])];
    }
}
