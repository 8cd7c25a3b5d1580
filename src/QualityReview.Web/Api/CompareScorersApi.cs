using System.ComponentModel;
using QualityReview.Comparisons;
using QualityReview.Scorers;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>How alike the scorers of a dataset rank its samples.</summary>
/// <param name="Drawn">Samples that were drawn at random for it; null where all count and the figures are exact.</param>
/// <param name="Pairs">Each two scorers once.</param>
public sealed record ScorersAnswer(IReadOnlyList<ComparedScorer> Scorers, int? Drawn, IReadOnlyList<ScorerPairAnswer> Pairs);

/// <summary>A scorer with a score at least.</summary>
/// <param name="Scored">Samples that have one.</param>
public sealed record ComparedScorer(string Key, string Title, ScoreDirection Direction, int Scored);

/// <summary>Two scorers' rank correlation; null where it cannot be told.</summary>
/// <param name="Samples">Samples that count: both scored them, and no flag speaks against it.</param>
/// <param name="Missing">Samples that one of the two has no score for.</param>
/// <param name="Flagged">Samples that both scored, one with a flag; 0 where flagged scores count.</param>
/// <param name="Kendall">Tau-b.</param>
/// <param name="Spearman">Rho.</param>
/// <param name="KendallRange">95 %; null where the figure is exact.</param>
/// <param name="SpearmanRange">95 %; null where the figure is exact.</param>
public sealed record ScorerPairAnswer(string First, string Second, int Samples, int Missing, int Flagged, double? Kendall, double? Spearman, RangeAnswer? KendallRange, RangeAnswer? SpearmanRange)
{
    internal static ScorerPairAnswer Of(ScorerCard first, ScorerCard second, ScorerPair pair) => new(
        first.Key,
        second.Key,
        pair.Samples,
        pair.Missing,
        pair.Flagged,
        FiltersApi.Finite(pair.Kendall),
        FiltersApi.Finite(pair.Spearman),
        RangeAnswer.Of(pair.KendallRange),
        RangeAnswer.Of(pair.SpearmanRange));
}

/// <summary>Two scorers side by side.</summary>
/// <param name="Brush">The samples in the chosen part of both scales; null where none is chosen.</param>
/// <param name="Decisions">The four ways in which both decide at the cut.</param>
public sealed record ScorerComparisonAnswer(ScorerPairAnswer Figures, DensityAnswer Density, FoundAnswer? Brush, ShiftAnswer Shift, IReadOnlyList<DecidedAnswer> Decisions);

/// <summary>How many samples lie where in the square of two scorers' percentiles.</summary>
/// <param name="Samples">Samples that both ranked.</param>
/// <param name="Counts">Rows from low percentiles of the second scorer, in each a cell from low percentiles of the first.</param>
public sealed record DensityAnswer(int Samples, IReadOnlyList<IReadOnlyList<int>> Counts);

/// <summary>Samples that a rule finds, and some that move farthest between both scorers.</summary>
public sealed record FoundAnswer(string Rule, int Count, IReadOnlyList<MoveAnswer> Examples);

/// <summary>A sample with its percentiles of both scorers.</summary>
public sealed record MoveAnswer(ExampleAnswer Sample, float? First, float? Second);

/// <summary>What both scorers decide at the cut.</summary>
public sealed record DecidedAnswer(bool FirstKeeps, bool SecondKeeps, FoundAnswer Samples);

/// <summary>How far samples move from the percentiles of one scorer to those of the other.</summary>
/// <param name="MeanMove">In percentile points; null of no samples.</param>
/// <param name="Beyond10">Samples that move by more than 10 points.</param>
/// <param name="Beyond25">Samples that move by more than 25 points.</param>
/// <param name="Parts">Of the first scorer's scale.</param>
public sealed record ShiftAnswer(int Samples, double? MeanMove, int Beyond10, int Beyond25, IReadOnlyList<ShiftPartAnswer> Parts);

/// <summary>Where the second scorer ranks the samples of one part of the first scorer's scale; null where the part is empty.</summary>
public sealed record ShiftPartAnswer(double From, double Until, int Samples, float? P10, float? P25, float? P50, float? P75, float? P90);

/// <summary>Scorers side by side.</summary>
internal static class CompareScorersApi
{
    private const string Band = "A part of its percentile scale, such as 20..40.";

    public static void Map(RouteGroupBuilder compare)
    {
        compare.MapGet("/scorers", Matrix).As("compareScorers", ApiPolicy.LeadRead, "The rank correlation of each two scorers, Kendall's and Spearman's.");
        compare.MapGet("/scorers/pair", Pair).As("compareScorerPair", ApiPolicy.LeadRead, "Two scorers: their density, how samples move from one to the other, and what both decide at a cut.");
    }

    private static ScorersAnswer Matrix(
        [Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, ScorerReader reader, CancellationToken cancellation, [Description(CompareApi.Flagged)] bool flagged = false)
    {
        _ = lists.Dataset(dataset);
        var view = reader.Read(dataset, new ScorerAddress { WithFlagged = flagged }, cancellation)!;
        var pairs = new List<ScorerPairAnswer>();
        for (var first = 0; view.Matrix is { } matrix && first < view.Scorers.Count; first++)
        {
            for (var second = first + 1; second < view.Scorers.Count; second++)
            {
                pairs.Add(ScorerPairAnswer.Of(view.Scorers[first], view.Scorers[second], matrix.Between(first, second)));
            }
        }

        return new ScorersAnswer([.. view.Scorers.Zip(view.Scored, (card, scored) => new ComparedScorer(card.Key, card.Title, card.Direction, scored))], view.Matrix?.Drawn, pairs);
    }

    private static ScorerComparisonAnswer Pair(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        ScorerReader reader,
        [Description("Key of the first scorer.")] string first,
        [Description("Key of the second scorer.")] string second,
        CancellationToken cancellation,
        [Description(CompareApi.Flagged)] bool flagged = false,
        [Description("Of the first scorer: " + Band)] string? x = null,
        [Description("Of the second scorer: " + Band)] string? y = null,
        [Description("Percentile at which both decide; 50 where it is left out.")] double cut = 50)
    {
        _ = lists.Dataset(dataset);
        var address = new ScorerAddress
        {
            First = first,
            Second = second,
            WithFlagged = flagged,
            X = BandOf(x, "x"),
            Y = BandOf(y, "y"),
            Cut = CompareApi.Between(cut, 0, 100, "cut"),
        };
        if (!address.HasPair)
        {
            throw ApiFault.Wrong("The parameters first and second name two different scorers.");
        }

        var view = reader.Read(dataset, address, cancellation)!;
        var pair = view.Pair ?? throw ApiFault.Wrong(view.Fault);
        return new ScorerComparisonAnswer(
            ScorerPairAnswer.Of(pair.First, pair.Second, pair.Figures),
            new DensityAnswer(
                pair.Density.Samples,
                [.. Enumerable.Range(0, ScorerDensity.Cells).Select(up => Enumerable.Range(0, ScorerDensity.Cells).Select(across => pair.Density[across, up]).ToArray())]),
            pair.Brush is { } brush ? Of(brush) : null,
            Of(pair.Shift),
            [.. pair.Decisions.Select(decided => new DecidedAnswer(decided.FirstKeeps, decided.SecondKeeps, Of(decided.Samples)))]);
    }

    private static ScorerBand? BandOf(string? text, string parameter) => text is null ? null
        : ScorerBand.Parse(text) ?? throw ApiFault.Wrong($"The parameter {parameter} is \"{text}\"; two percentiles such as 20..40 are supported.");

    private static FoundAnswer Of(ScorerFound found) => new(
        found.Rule.ToString(), found.Count, [.. found.Examples.Select(move => new MoveAnswer(ExampleAnswer.Of(move.Sample), SampleLines.Finite(move.First), SampleLines.Finite(move.Second)))]);

    private static ShiftAnswer Of(ScorerShift shift) => new(
        shift.Samples,
        FiltersApi.Finite(shift.MeanMove),
        shift.Beyond10,
        shift.Beyond25,
        [.. shift.Parts.Select(part => new ShiftPartAnswer(
            part.First.Low,
            part.First.High,
            part.Samples,
            SampleLines.Finite(part.P10),
            SampleLines.Finite(part.P25),
            SampleLines.Finite(part.P50),
            SampleLines.Finite(part.P75),
            SampleLines.Finite(part.P90)))]);
}
