using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>The verdicts of one or more waves as one sample of the dataset. Never changes.</summary>
/// <remarks>
/// Each wave's Horvitz-Thompson sum is unbiased for the samples that it was drawn from. A sample that several waves could have drawn is
/// shared out among them by fixed shares that add up to 1 (Hartley 1962, "Multiple frame surveys"; here in proportion to the waves' judged
/// items, passed-over ones included, which does not depend on what was said), so that the joined sum is unbiased for all samples that any wave could have drawn,
/// whether or not the draws depend on each other. Inverse variances would not do: estimated from the same verdicts, they lean towards
/// waves that happened to look certain.
/// <para>Items come in an order of their own that chance decides, so what of a wave does not wait any more is a random part of it:
/// drawn and seen with probability p · seen / items.</para>
/// </remarks>
public sealed class PeopleSample
{
    private PeopleSample()
    {
    }

    /// <summary>Keep and drop; by ordinal.</summary>
    public required IReadOnlyList<PeopleLabel> Labels { get; init; }

    /// <summary>Samples that a wave drew, each once.</summary>
    public required int Drawn { get; init; }

    /// <summary>Of these, those with a verdict.</summary>
    public required int Judged { get; init; }

    public required int Unsure { get; init; }

    /// <summary>Passed over by somebody, judged by nobody.</summary>
    public required int Skipped { get; init; }

    public required int Split { get; init; }

    public static PeopleSample None { get; } = Of([], new Dictionary<int, PeopleVoice>());

    /// <param name="settling">See <see cref="PeopleVerdict.Settling"/>.</param>
    /// <exception cref="ArgumentException">The waves cannot be joined, see <see cref="PeopleWave.CanJoin"/>.</exception>
    public static PeopleSample Of(IReadOnlyList<PeopleWave> waves, IReadOnlyDictionary<int, PeopleVoice> settling)
    {
        var seen = waves.Select(wave => (Wave: wave, wave.Seen)).Where(wave => wave.Seen > 0).ToList();
        var sameFrame = seen.Select(wave => wave.Wave.FrameKey).Distinct(StringComparer.Ordinal).Count() <= 1;
        if (!sameFrame && seen.Any(wave => wave.Wave.Frame is null))
        {
            throw new ArgumentException("Waves from different samples can be joined only where it is known from which.", nameof(waves));
        }

        var all = (double)seen.Sum(wave => wave.Seen);
        var joined = new SortedDictionary<int, Joined>();
        foreach (var (wave, count) in seen)
        {
            var share = (double)count / wave.Items.Count;
            foreach (var item in wave.Items.Where(item => item.IsSeen))
            {
                var among = sameFrame ? all : seen.Where(other => other.Wave == wave || other.Wave.Frame!.Contains(item.Ordinal)).Sum(other => (double)other.Seen);
                var chance = item.InclusionProbability * share;
                if (!joined.TryGetValue(item.Ordinal, out var sample))
                {
                    joined.Add(item.Ordinal, sample = new Joined());
                }

                sample.Weight += count / among / chance;
                sample.Chance = Math.Min(sample.Chance, chance);
                sample.Voices.AddRange(item.Voices);
            }
        }

        var outcomes = joined.Select(sample => (Ordinal: sample.Key, Joined: sample.Value,
            Outcome: PeopleVerdict.Of(sample.Value.Voices, settling.TryGetValue(sample.Key, out var settled) ? settled : null))).ToList();
        return new PeopleSample
        {
            Labels = [.. outcomes.Where(sample => sample.Outcome is PeopleOutcome.Keep or PeopleOutcome.Drop)
                .Select(sample => new PeopleLabel(sample.Ordinal, sample.Outcome == PeopleOutcome.Keep, sample.Joined.Weight, sample.Joined.Chance))],
            Drawn = waves.SelectMany(wave => wave.Items).Select(item => item.Ordinal).Distinct().Count(),
            Judged = outcomes.Count(sample => sample.Outcome != PeopleOutcome.Skipped),
            Unsure = outcomes.Count(sample => sample.Outcome == PeopleOutcome.Unsure),
            Skipped = outcomes.Count(sample => sample.Outcome == PeopleOutcome.Skipped),
            Split = outcomes.Count(sample => sample.Outcome == PeopleOutcome.Split),
        };
    }

    /// <summary>What <see cref="Estimates"/> takes: a sample that several waves drew stands once, so that its being there twice is not taken
    /// for two independent verdicts.</summary>
    /// <param name="keeps">Whether the filter keeps the sample of that ordinal.</param>
    public IReadOnlyList<JudgedSample> Against(Func<int, bool> keeps) =>
        [.. Labels.Select(label => new JudgedSample(keeps(label.Ordinal), label.Good, label.Chance) { StandsFor = label.Weight })];

    private sealed class Joined
    {
        public double Weight { get; set; }

        public double Chance { get; set; } = 1;

        public List<PeopleVoice> Voices { get; } = [];
    }
}
