using QualityReview.Reviews;
using QualityReview.Samplers;

namespace QualityReview.Queues;

/// <summary>An item as a queue holds it.</summary>
/// <param name="Wanted">People who should judge it.</param>
/// <param name="InclusionProbability">In (0, 1]; null: targeted.</param>
/// <param name="Gold">The right verdict of a gold item, else <see cref="Verdict.None"/>.</param>
public sealed record PlannedItem(int Ordinal, int Wanted, double? InclusionProbability, Verdict Gold);

/// <summary>Lays a queue out: which items several people judge, and where gold items stand. Decided by hashes of seed and sample id.</summary>
public static class QueuePlan
{
    /// <summary>Everybody judges a gold item: no number of people is too many.</summary>
    public const int WantedOfGold = 100_000;

    private const ulong Overlap = 0x6f7665726c6170, GoldChoice = 0x676f6c64, GoldPlace = 0x706c616365;

    /// <param name="gold">Samples with a known right verdict; those that were drawn anyway are passed over.</param>
    public static IReadOnlyList<PlannedItem> Of(QueueRequest request, IReadOnlyList<DrawnItem> drawn, IReadOnlyList<(int Ordinal, string SampleId, Verdict Verdict)> gold)
    {
        var seed = (ulong)request.Draw.Seed;
        var taken = drawn.Select(item => item.Ordinal).ToHashSet();
        var mixedIn = gold.Where(item => !taken.Contains(item.Ordinal))
            .OrderBy(item => SampleHash.Uniform(seed ^ GoldChoice, item.SampleId))
            .Take((int)Math.Round(drawn.Count * request.GoldShare / (1 - request.GoldShare)))
            .ToList();
        var ordinary = drawn.Select((item, place) => (
            Place: (double)place,
            Item: new PlannedItem(item.Ordinal, SampleHash.Uniform(seed ^ Overlap, item.SampleId) < request.OverlapShare ? request.OverlapPeople : 1, item.InclusionProbability, Verdict.None)));
        var golden = mixedIn.Select(item => (
            Place: SampleHash.Uniform(seed ^ GoldPlace, item.SampleId) * drawn.Count - .5,
            Item: new PlannedItem(item.Ordinal, WantedOfGold, null, item.Verdict)));
        return [.. ordinary.Concat(golden).OrderBy(placed => placed.Place).ThenBy(placed => placed.Item.Ordinal).Select(placed => placed.Item)];
    }

    /// <exception cref="WrongWordsException">A number cannot be one.</exception>
    public static void Check(QueueRequest request)
    {
        if (request.OverlapShare is not (>= 0 and <= 1))
        {
            throw new WrongWordsException($"The share that several people judge is {request.OverlapShare}; 0 to 1 is supported.");
        }

        if (request.OverlapPeople is < 2 or > 20)
        {
            throw new WrongWordsException($"{request.OverlapPeople} people were to judge the shared items; 2 to 20 are supported.");
        }

        if (request.Assignees.Count > 0 && request.OverlapShare > 0 && request.OverlapPeople > request.Assignees.Count)
        {
            throw new WrongWordsException($"{request.OverlapPeople} people were to judge the shared items, and {request.Assignees.Count} are named.");
        }

        if (request.GoldShare is not (>= 0 and <= .5))
        {
            throw new WrongWordsException($"The share of gold items is {request.GoldShare}; 0 to 0.5 is supported.");
        }

        if (request.GoldShare > 0 && request.GoldAuthor.Length == 0)
        {
            throw new WrongWordsException("Gold items need a person whose verdicts are the right ones.");
        }

        if (request.Guideline.Length > QueueGuideline.LongestText)
        {
            throw new WrongWordsException($"The guideline has {request.Guideline.Length} characters; up to {QueueGuideline.LongestText} are supported.");
        }
    }
}
