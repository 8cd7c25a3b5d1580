using System.Globalization;
using QualityReview.Hashing;

namespace QualityReview.Scorers;

/// <summary>The card and the receipts of an ensemble: the mean of its members' percentiles, each as large a part as the others.</summary>
public static class EnsembleCard
{
    /// <summary>How a score is made, as receipts say it.</summary>
    public const string Formula = "mean over the members of the mid-rank percentile within the dataset";

    private const string MembersEntry = "ensemble_members";

    /// <param name="members">Cards of the members, ordered by key, ordinal: two orders of one list are one ensemble.</param>
    public static ScorerCard Of(string key, string method, string title, IReadOnlyList<ScorerCard> members) => new()
    {
        Key = key,
        Method = method,
        Title = title,
        HighMeans = string.Create(CultureInfo.InvariantCulture, $"On average its {members.Count} members rank the sample high: {string.Join(", ", members.Select(member => member.Key))}."),
        Direction = members.All(member => member.Direction == ScoreDirection.HigherIsMore) ? ScoreDirection.HigherIsMore : ScoreDirection.HigherIsBetter,
        Unit = "mean percentile",
        DetailNames = [.. members.SelectMany(member => new[] { $"percentile_{member.Key}", $"rank_{member.Key}" })],
        Receipt = new SortedDictionary<string, string>(
            members.ToDictionary(member => $"member_{member.Key}", member => ContentHash.Of(ScorerCardJson.Canonical(member.Receipt)), StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["ensemble_formula"] = Formula,
            [MembersEntry] = string.Join(' ', members.Select(member => member.Key)),
        },
        Caveat = "A percentile is relative to this dataset, and so is their mean: it is computed anew when the dataset grows. A member that judges badly has as much weight as the others.",
    };

    /// <summary>Keys of the members of the ensemble that a card describes, in the order of its details; empty for other scorers.</summary>
    public static IReadOnlyList<string> MembersOf(ScorerCard card) =>
        card.Receipt.TryGetValue(MembersEntry, out var members) ? members.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>A run's receipt: the card's, and which scores of each member it was made of.</summary>
    public static string RunReceipt(ScorerCard card, IEnumerable<ScoringRun> members)
    {
        var receipt = card.Receipt.ToDictionary(StringComparer.Ordinal);
        foreach (var run in members)
        {
            receipt[$"run_{run.ScorerKey}"] = ContentHash.Of(run.Receipt);
            receipt[$"scored_{run.ScorerKey}"] = (run.Scored - run.Failed).ToString(CultureInfo.InvariantCulture);
        }

        return ScorerCardJson.Canonical(receipt);
    }
}
