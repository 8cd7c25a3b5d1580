using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>What people together say of a sample.</summary>
public enum PeopleOutcome
{
    Keep,
    Drop,

    /// <summary>Nobody could say keep or drop.</summary>
    Unsure,

    /// <summary>Passed over, and judged by nobody.</summary>
    Skipped,

    /// <summary>As many keep it as drop it, and no lead has settled that.</summary>
    Split,
}

/// <summary>A verdict of keep or drop from which the whole can be estimated.</summary>
/// <param name="Good">Whether people keep it.</param>
/// <param name="Weight">How many samples it stands for.</param>
/// <param name="Chance">The smallest probability with which a wave drew and judged it; 1 where it was sure to be.</param>
public readonly record struct PeopleLabel(int Ordinal, bool Good, double Weight, double Chance);

/// <summary>One verdict out of several: of each person the last one; where some keep and others drop, a lead's settling verdict, else the
/// majority; without one the sample is left out.</summary>
public static class PeopleVerdict
{
    /// <summary>The settling verdict on each sample that has one that stands, by ordinal.</summary>
    public static IReadOnlyDictionary<int, PeopleVoice> Settling(ReviewLedger ledger)
    {
        var settling = new Dictionary<int, PeopleVoice>();
        foreach (var entry in ledger.Entries.Where(entry => entry.Settles && ledger.Stands(entry)))
        {
            settling[entry.Ordinal] = new PeopleVoice(ledger.Authors[entry.Author], entry.Position, entry.Verdict);
        }

        return settling;
    }

    /// <param name="voices">In any order; none of a sample that was passed over.</param>
    /// <param name="settling">Null where no lead has settled anything. One that is contradicted afterwards settles nothing, as in <see cref="Dispute"/>.</param>
    public static PeopleOutcome Of(IEnumerable<PeopleVoice> voices, PeopleVoice? settling)
    {
        var last = voices.GroupBy(voice => voice.Author, StringComparer.Ordinal).Select(person => person.MaxBy(voice => voice.ReviewId)).ToList();
        var (keeps, drops) = (last.Count(voice => voice.Verdict == Verdict.Keep), last.Count(voice => voice.Verdict == Verdict.Drop));
        if (keeps > 0 && drops > 0 && settling is { } settled && last.All(voice => voice.ReviewId < settled.ReviewId || voice.Verdict == settled.Verdict))
        {
            return settled.Verdict == Verdict.Keep ? PeopleOutcome.Keep : PeopleOutcome.Drop;
        }

        return keeps > drops ? PeopleOutcome.Keep : drops > keeps ? PeopleOutcome.Drop : keeps > 0 ? PeopleOutcome.Split : last.Count > 0 ? PeopleOutcome.Unsure : PeopleOutcome.Skipped;
    }
}
