using System.Collections.Concurrent;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Compare;

/// <summary>Reads what the page of scorers shows. Safe for many callers.</summary>
public sealed class ScorerReader(DatasetStore datasets, SampleTables tables, SampleStore samples)
{
    private const int Examples = 5, ExcerptLength = 160, MostKnown = 16;

    private readonly ConcurrentDictionary<(long DatasetId, bool WithFlagged), KnownMatrix> _known = new();

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    public ScorerView? Read(string name, ScorerAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        ScoreColumn[] columns = [.. ScorerPanel.InOrder(loaded.Table).Where(column => column.ScoredCount > 0)];
        var matrix = columns.Length > 1 ? MatrixOf(dataset, columns, address.WithFlagged, cancellation) : null;
        var (first, second) = (PlaceOf(address.First), PlaceOf(address.Second));
        return new ScorerView
        {
            Dataset = dataset,
            Address = address,
            Scorers = [.. columns.Select(column => column.Card)],
            Scored = [.. columns.Select(column => column.ScoredCount)],
            Matrix = matrix,
            Pair = address.HasPair && first >= 0 && second >= 0 ? PairOf(loaded, address, matrix!.Between(first, second), columns[first], columns[second], cancellation) : null,
            Fault = address.HasPair && (first < 0 || second < 0) ? $"No sample of this dataset has a score of {(first < 0 ? address.First : address.Second)}." : "",
        };

        int PlaceOf(string key) => Array.FindIndex(columns, column => column.Card.Key == key);
    }

    // As long as the same scores are loaded, choosing a pair or a part of it computes no correlation again.
    private ScorerMatrix MatrixOf(Dataset dataset, ScoreColumn[] columns, bool withFlagged, CancellationToken cancellation)
    {
        var scores = Array.ConvertAll(columns, column => column.Scores);
        var key = (dataset.DatasetId, withFlagged);
        if (_known.TryGetValue(key, out var known) && known.Scores.AsSpan().SequenceEqual(scores))
        {
            return known.Matrix;
        }

        var matrix = ScorerMatrix.Of(columns, new ScorerMatrixOptions { WithFlagged = withFlagged }, cancellation);
        if (_known.Count >= MostKnown)
        {
            // Each holds on to the scores that it was made of.
            _known.Clear();
        }

        _known[key] = new KnownMatrix(scores, matrix);
        return matrix;
    }

    private ScorerPairView PairOf(LoadedTable loaded, ScorerAddress address, ScorerPair figures, ScoreColumn first, ScoreColumn second, CancellationToken cancellation)
    {
        var rules = new ScorerRules(first, second, address.WithFlagged);
        return new ScorerPairView
        {
            First = first.Card,
            Second = second.Card,
            Figures = figures,
            Density = ScorerDensity.Of(first, second, address.WithFlagged),
            Brush = address.HasBrush ? Find(rules.In(address.X ?? ScorerBand.Whole, address.Y ?? ScorerBand.Whole), Examples) : null,
            Shift = ScorerShift.Of(first, second, address.WithFlagged, cancellation),
            Decisions =
            [
                .. new[] { (true, false), (false, true), (true, true), (false, false) }.Select(keeps =>
                    new ScorerDecided(keeps.Item1, keeps.Item2, Find(rules.Decided(address.Cut, keeps.Item1, keeps.Item2), keeps.Item1 == keeps.Item2 ? 0 : Examples))),
            ],
        };

        ScorerFound Find(FilterNode rule, int examples)
        {
            var set = loaded.Evaluator.Evaluate(rule, cancellation);
            var shown = samples.Excerpts(loaded.Dataset.DatasetId, ScorerMoves.Of(first, second, set, examples), ExcerptLength);
            return new ScorerFound(rule, set.Count, [.. shown.Select(sample => new ScorerMove(sample, first.Percentiles[sample.Ordinal], second.Percentiles[sample.Ordinal]))]);
        }
    }

    private sealed record KnownMatrix(ScoreValues[] Scores, ScorerMatrix Matrix);
}
