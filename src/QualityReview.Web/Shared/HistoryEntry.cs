using QualityReview.Reviews;

namespace QualityReview.Web.Shared;

/// <summary>An entry of the review ledger, as people read it.</summary>
/// <param name="Position">Place in the ledger.</param>
/// <param name="Reasons">Titles.</param>
/// <param name="Seconds">Time the judgement took; 0 where unknown.</param>
/// <param name="FilterSaid">"keep" or "drop"; empty where there was no filter.</param>
/// <param name="TakenBack">An undo: it takes back an earlier entry.</param>
public sealed record HistoryEntry(long Position, string Author, Verdict Verdict, DateTimeOffset At, IReadOnlyList<string> Reasons, string Note = "", double Seconds = 0, string FilterSaid = "", bool TakenBack = false)
{
    /// <summary>A lead settled a disagreement by it.</summary>
    public bool Settles { get; init; }

    /// <summary>Place of the undo that takes this entry back; null while it stands.</summary>
    public long? TakenBackAt { get; init; }

    /// <summary>Place of the entry that this undo takes back; null for a verdict.</summary>
    public long? TakesBack { get; init; }
}
