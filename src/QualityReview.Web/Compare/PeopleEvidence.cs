using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;

namespace QualityReview.Web.Compare;

/// <summary>A queue that was drawn with known probabilities, as the page lists it.</summary>
/// <param name="IsUsed">Whether its verdicts are among those that count.</param>
public sealed record PeopleQueue(Queue Queue, int Items, int Judged, bool IsUsed);

/// <summary>The verdicts from which a dataset is estimated, and those that are left aside. Never changes.</summary>
public sealed record PeopleEvidence
{
    public required LoadedTable Loaded { get; init; }

    /// <summary>Last ledger entry that was looked at.</summary>
    public required long Position { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<PeopleQueue> Queues { get; init; }

    public required PeopleSample Sample { get; init; }

    /// <summary>Samples with a verdict that is not used: from targeted queues, from gold items, or given while reading.</summary>
    public required int NotUsed { get; init; }

    /// <summary>How many samples the estimates speak of; null where the rules of several draws overlap and were not counted.</summary>
    public required int? SpeaksOf { get; init; }

    /// <summary>Rules of the draws, each once.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Why the chosen queues cannot be joined; empty where they can.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Reads the queues of a dataset and joins those that were chosen.</summary>
    /// <param name="names">Queues whose verdicts count; empty for all that can be joined.</param>
    internal static PeopleEvidence Read(
        LoadedTable loaded, IReadOnlyList<Queue> drawn, Func<long, IReadOnlyList<ProbabilityItem>> itemsOf, ReviewLedger ledger, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var waves = drawn.ToDictionary(queue => queue.Name, queue => WaveOf(queue, itemsOf(queue.QueueId)), StringComparer.Ordinal);
        var judged = drawn.Where(queue => waves[queue.Name].Judged > 0 && (names.Count == 0 || names.Contains(queue.Name))).ToList();
        if (judged.DistinctBy(queue => waves[queue.Name].FrameKey).Skip(1).Any())
        {
            foreach (var queue in judged)
            {
                waves[queue.Name] = waves[queue.Name] with { Frame = FrameOf(queue, loaded, cancellation) };
            }
        }

        var used = names.Count == 0 ? Joinable(judged, waves) : judged;
        var fault = PeopleWave.CanJoin([.. used.Select(queue => waves[queue.Name])]) ? "" :
            "These queues were drawn from different samples, and for some of them it cannot be told any more from which: their rule asks what people had said by then, or the dataset has changed. Choose fewer.";
        var sample = fault.Length > 0 ? PeopleSample.None : PeopleSample.Of([.. used.Select(queue => waves[queue.Name])], PeopleVerdict.Settling(ledger));
        var usedNames = used.Select(queue => queue.Name).ToHashSet(StringComparer.Ordinal);
        var counted = used.SelectMany(queue => waves[queue.Name].Items).Where(item => item.Voices.Count > 0).Select(item => item.Ordinal).ToHashSet();
        return new PeopleEvidence
        {
            Loaded = loaded,
            Position = ledger.Position,
            Queues = [.. drawn.Select(queue => new PeopleQueue(queue, waves[queue.Name].Items.Count, waves[queue.Name].Judged, usedNames.Contains(queue.Name)))],
            Sample = sample,
            NotUsed = ledger.Standing().Select(entry => entry.Ordinal).Distinct().Count(ordinal => !counted.Contains(ordinal)),
            SpeaksOf = SpokenOf([.. used.Select(queue => (queue, waves[queue.Name]))]),
            Rules = [.. used.Select(queue => queue.Rule).Distinct(StringComparer.Ordinal)],
            Fault = fault,
        };
    }

    private static PeopleWave WaveOf(Queue queue, IReadOnlyList<ProbabilityItem> items) => new()
    {
        Name = queue.Name,
        FrameKey = KeyOf(queue),
        Items =
        [
            .. items.GroupBy(item => item.Ordinal).Select(item => new PeopleItem(
                item.Key, item.First().InclusionProbability, [.. item.Where(voice => voice.Verdict != Verdict.None).Select(voice => new PeopleVoice(voice.Author, voice.ReviewId, voice.Verdict))], item.First().IsSkipped)),
        ],
    };

    // Every verdict changes what a rule that asks people finds, even where the number stays: such a queue is like no other.
    private static string KeyOf(Queue queue) => !FilterRule.TryParse(queue.Rule, null, out var rule, out _) || PeopleWave.AsksPeople(rule)
        ? queue.Name
        : $"{queue.Rule}\n{(queue.Kind == QueueKind.Spread ? queue.Scorers : "")}\n{queue.Offered}";

    /// <summary>What a queue could have drawn; null where that cannot be told: the rule asks people, or finds another number of samples by now.</summary>
    private static SampleSet? FrameOf(Queue queue, LoadedTable loaded, CancellationToken cancellation)
    {
        if (!FilterRule.TryParse(queue.Rule, loaded.Table, out var rule, out _) || PeopleWave.AsksPeople(rule))
        {
            return null;
        }

        var frame = loaded.Evaluator.Evaluate(rule, cancellation);
        if (queue.Kind == QueueKind.Spread)
        {
            if (loaded.Table.Find(queue.Scorers) is not { } density)
            {
                return null;
            }

            frame = SampleSet.Of(frame.Size, frame.ToArray().Where(ordinal => QualityReview.Samplers.InversePropensity.HasWeight(density.Values[ordinal])));
        }

        return frame.Count == queue.Offered ? frame : null;
    }

    /// <summary>All where that can be; else those of which it is known from what they were drawn; else the largest group from the same samples.</summary>
    private static List<Queue> Joinable(List<Queue> judged, Dictionary<string, PeopleWave> waves)
    {
        if (PeopleWave.CanJoin([.. judged.Select(queue => waves[queue.Name])]))
        {
            return judged;
        }

        var known = judged.Where(queue => waves[queue.Name].Frame is not null).ToList();
        return known.Count > 0 ? known
            : [.. judged.GroupBy(queue => waves[queue.Name].FrameKey).MaxBy(group => group.Sum(queue => waves[queue.Name].Judged))!];
    }

    private static int? SpokenOf(IReadOnlyList<(Queue Queue, PeopleWave Wave)> used)
    {
        if (used.Count == 0 || used.Select(wave => wave.Wave.FrameKey).Distinct().Count() == 1)
        {
            return used.Count == 0 ? 0 : used[0].Queue.Offered;
        }

        return used.All(wave => wave.Wave.Frame is not null) ? used.Select(wave => wave.Wave.Frame!).Aggregate((all, frame) => all.Or(frame)).Count : null;
    }
}
