using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samplers;
using QualityReview.Samples;

namespace QualityReview.Queues;

/// <summary>Chooses the samples of queues. Safe for many callers.</summary>
public sealed class QueueDrawer(SampleStore samples, ReviewStore reviews)
{
    private const ulong OrderOfReview = 0x6f72646572;

    /// <exception cref="WrongWordsException">The draw asks for what the dataset does not have.</exception>
    public DrawnQueue Draw(LoadedTable loaded, QueueDraw draw, CancellationToken cancellation = default)
    {
        Check(draw);
        var table = loaded.Table;
        var frame = loaded.Evaluator.Evaluate(draw.Rule, cancellation);
        return draw.Kind switch
        {
            QueueKind.Random => ByChance(loaded, frame, draw, null),
            QueueKind.Spread => ByChance(loaded, frame, draw, Density(table, draw)),
            QueueKind.AsShown => Targeted(loaded, [.. loaded.Sorter.Sort(frame, SortOf(draw.Sort, table)).Ordinals[..Math.Min(draw.Size, frame.Count)]], frame.Count, 0),
            QueueKind.NearCut => NearCut(loaded, frame, draw),
            QueueKind.Confidence => Confidence(loaded, frame, draw),
            QueueKind.ScorersDisagree => ScorersDisagree(loaded, frame, draw),
            QueueKind.AgainstFilter => Hashed(loaded, frame.And(new FilterDecisions(table, loaded.Evaluator.Evaluate(draw.Filter, cancellation)).Conflicts), draw),
            QueueKind.PeopleDisagree => Hashed(loaded, frame.And(Disagreements(loaded)), draw),
            _ => throw new WrongWordsException($"There is no kind of queue \"{draw.Kind}\"; supported are {string.Join(", ", QueueKind.All)}."),
        };
    }

    /// <summary>Reads what <see cref="SortText"/> writes.</summary>
    public static SampleSort SortOf(string text, SampleTable table) => text.EndsWith(Descending, StringComparison.Ordinal)
        ? SampleSort.Parse(text[..^Descending.Length], descending: true, table)
        : SampleSort.Parse(text, descending: false, table);

    public static string SortText(SampleSort sort) => sort + (sort.Descending ? Descending : "");

    private const string Descending = " desc";

    private static void Check(QueueDraw draw)
    {
        if (draw.Size is < 1 or > QueueDraw.MostSamples)
        {
            throw new WrongWordsException($"A queue of {draw.Size} samples was asked for; 1 to {QueueDraw.MostSamples} are supported.");
        }

        if (draw.Seed < 0)
        {
            throw new WrongWordsException($"The seed is {draw.Seed}; 0 and more are supported.");
        }
    }

    private DrawnQueue ByChance(LoadedTable loaded, SampleSet frame, QueueDraw draw, ScoreColumn? density)
    {
        var ordinals = new Dictionary<string, int>(frame.Count, StringComparer.Ordinal);
        var even = new RandomSampler((ulong)draw.Seed, draw.Size);
        var weighted = new IpsSampler((ulong)draw.Seed, draw.Size);
        samples.VisitIds(loaded.Dataset.DatasetId, loaded.Table.Count, (ordinal, id) =>
        {
            if (!frame.Contains(ordinal))
            {
                return;
            }

            ordinals.Add(id, ordinal);
            if (density is null)
            {
                even.Add(id);
            }
            else
            {
                weighted.Add(id, density.Values[ordinal]);
            }
        });
        var drawn = density is null ? even.Draw() : weighted.Draw();
        // The sampler's own order says how crowded a place is: people get another one.
        return new DrawnQueue(
            [.. drawn.Samples.OrderBy(sample => SampleHash.Uniform((ulong)draw.Seed ^ OrderOfReview, sample.SampleId))
                .Select(sample => new DrawnItem(ordinals[sample.SampleId], sample.SampleId, sample.InclusionProbability))],
            (int)drawn.Offered,
            (int)drawn.Skipped);
    }

    private DrawnQueue NearCut(LoadedTable loaded, SampleSet frame, QueueDraw draw)
    {
        var percentiles = Column(loaded.Table, draw).Percentiles;
        var cut = draw.Cut is >= 0 and <= 100 ? draw.Cut.Value : throw new WrongWordsException("A cut is needed: a percentile from 0 to 100.");
        return Smallest(loaded, frame, draw, ordinal => Math.Abs(percentiles[ordinal] - cut));
    }

    private DrawnQueue Confidence(LoadedTable loaded, SampleSet frame, QueueDraw draw)
    {
        var column = Column(loaded.Table, draw);
        return column.Card.Method == "ask_llm"
            ? Smallest(loaded, frame, draw, ordinal => Math.Abs(column.Values[ordinal] - .5))
            : throw new WrongWordsException($"{column.Card.Key} says nothing of how sure it is; the probabilities of the method ask_llm do.");
    }

    private DrawnQueue ScorersDisagree(LoadedTable loaded, SampleSet frame, QueueDraw draw)
    {
        if (draw.Scorers.Distinct(StringComparer.Ordinal).Count() < 2)
        {
            throw new WrongWordsException("Scorers that disagree are at least two; name two or more.");
        }

        var columns = draw.Scorers.Select(key => Column(loaded.Table, key).Percentiles).ToArray();
        return Smallest(loaded, frame, draw, ordinal =>
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (var percentiles in columns)
            {
                // Math.Min and Max hand a NaN on: without all scores there is no gap.
                low = Math.Min(low, percentiles[ordinal]);
                high = Math.Max(high, percentiles[ordinal]);
            }

            return low - high;
        });
    }

    private DrawnQueue Hashed(LoadedTable loaded, SampleSet among, QueueDraw draw) => Smallest(loaded, among, draw, _ => 0);

    /// <summary>The samples with the smallest numbers, ties by hash; those without a number are left out.</summary>
    private DrawnQueue Smallest(LoadedTable loaded, SampleSet frame, QueueDraw draw, Func<int, double> numberOf)
    {
        var numbered = frame.ToArray().Select(ordinal => (Ordinal: ordinal, Number: numberOf(ordinal))).Where(sample => !double.IsNaN(sample.Number)).ToList();
        var chosen = numbered.OrderBy(sample => sample.Number).ThenBy(sample => StableHash.Of(sample.Ordinal, (ulong)draw.Seed)).ThenBy(sample => sample.Ordinal).Take(draw.Size);
        return Targeted(loaded, [.. chosen.Select(sample => sample.Ordinal)], numbered.Count, frame.Count - numbered.Count);
    }

    private DrawnQueue Targeted(LoadedTable loaded, IReadOnlyList<int> ordinals, int offered, int skipped) => new(
        [.. samples.Ids(loaded.Dataset.DatasetId, ordinals).Select((id, place) => new DrawnItem(ordinals[place], id, null))], offered, skipped);

    private SampleSet Disagreements(LoadedTable loaded) => SampleSet.Of(
        loaded.Table.Count, reviews.Disagreements(loaded.Dataset.DatasetId).Where(ordinal => ordinal < loaded.Table.Count));

    private static ScoreColumn Density(SampleTable table, QueueDraw draw)
    {
        var column = Column(table, draw);
        return column.Card.Method == "density"
            ? column
            : throw new WrongWordsException($"{column.Card.Key} does not say how crowded a sample's neighbourhood is; a scorer of the method density does.");
    }

    private static ScoreColumn Column(SampleTable table, QueueDraw draw) => draw.Scorers is [var key]
        ? Column(table, key)
        : throw new WrongWordsException($"This kind of queue goes by one scorer, and {draw.Scorers.Count} are named.");

    private static ScoreColumn Column(SampleTable table, string key) => table.Find(key)
        ?? throw new WrongWordsException($"There is no scorer \"{key}\" here; there are {string.Join(", ", table.Scores.Select(column => column.Card.Key))}.");
}
