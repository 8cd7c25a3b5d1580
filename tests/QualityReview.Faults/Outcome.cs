namespace QualityReview.Faults;

/// <summary>How a run ended.</summary>
/// <param name="Breaches">Sentences; none where everything held.</param>
/// <param name="Notes">What happened beside the plain course.</param>
/// <param name="Acknowledged">Acts that somebody was told are saved.</param>
internal sealed record Outcome(int Seed, string Fault, string Scenario, IReadOnlyList<string> Breaches, IReadOnlyList<string> Notes, int Acknowledged, TimeSpan Took)
{
    public bool IsGood => Breaches.Count == 0;
}
