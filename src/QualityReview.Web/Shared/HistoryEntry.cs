using QualityReview.Reviews;

namespace QualityReview.Web.Shared;

/// <summary>An entry of the review ledger, as people read it.</summary>
/// <param name="Position">Place in the ledger.</param>
/// <param name="Reasons">Titles.</param>
/// <param name="Seconds">Time the judgement took; 0 where unknown.</param>
/// <param name="FilterSaid">"keep" or "drop"; empty where there was no filter.</param>
/// <param name="TakenBack">An undo: it takes back the entry before it.</param>
public sealed record HistoryEntry(long Position, string Author, Verdict Verdict, DateTimeOffset At, IReadOnlyList<string> Reasons, string Note = "", double Seconds = 0, string FilterSaid = "", bool TakenBack = false);
