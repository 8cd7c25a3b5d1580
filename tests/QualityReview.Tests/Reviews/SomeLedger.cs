using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

/// <summary>Writes ledgers for tests, entry by entry.</summary>
internal sealed class SomeLedger
{
    private readonly List<string> _authors = [];
    private readonly List<LedgerEntry> _entries = [];

    public DateTime Now { get; set; } = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    public ReviewLedger Ledger => new(_authors, [.. _entries]);

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <returns>The entry's position.</returns>
    public long Add(string author, int ordinal, Verdict verdict, string reasons = "", double seconds = double.NaN, Verdict said = Verdict.None, bool settles = false, long undoes = 0)
    {
        if (!_authors.Contains(author))
        {
            _authors.Add(author);
        }

        _entries.Add(new LedgerEntry(_entries.Count + 1, ordinal, _authors.IndexOf(author), verdict, undoes, reasons, seconds, said, settles, Now));
        return _entries.Count;
    }

    public long Undo(long position)
    {
        var entry = _entries[(int)position - 1];
        return Add(_authors[entry.Author], entry.Ordinal, Verdict.None, undoes: position);
    }

    /// <summary>Verdicts, changes, undoings and settlements of four people, at random.</summary>
    public static SomeLedger Random(ulong seed, int entries, int samples)
    {
        var random = new SeededRandom(seed);
        var ledger = new SomeLedger();
        string[] people = ["Ana", "Bo", "Cem", "Dia"];
        string[] reasons = ["", "spam", "spam garbled", "garbled"];
        for (var i = 0; i < entries; i++)
        {
            ledger.Now = ledger.Now.AddSeconds(random.NextInt(600));
            var open = ledger.Entries.Where(entry => entry.Verdict != Verdict.None && ledger.Entries.All(undo => undo.Undoes != entry.Position)).ToList();
            if (open.Count > 0 && random.NextInt(10) == 0)
            {
                ledger.Undo(open[random.NextInt(open.Count)].Position);
                continue;
            }

            var settles = random.NextInt(15) == 0;
            ledger.Add(
                settles ? "Dia" : people[random.NextInt(people.Length)],
                random.NextInt(samples),
                settles ? (Verdict)(1 + random.NextInt(2)) : (Verdict)(1 + random.NextInt(3)),
                reasons[random.NextInt(reasons.Length)],
                random.NextInt(4) == 0 ? double.NaN : 1 + random.NextInt(400),
                (Verdict)random.NextInt(3),
                settles);
        }

        return ledger;
    }
}
