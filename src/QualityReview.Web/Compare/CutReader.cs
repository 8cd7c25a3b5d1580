using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Browse;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Compare;

/// <summary>A scorer laid out for cuts, with people's verdicts beside it. Never changes: a moved cut only looks at it.</summary>
public sealed record CutBench
{
    public required Dataset Dataset { get; init; }

    public required IReadOnlyList<Filter> Filters { get; init; }

    public required IReadOnlyList<ScoreColumn> Columns { get; init; }

    /// <summary>What the cut is made among.</summary>
    public required ChosenRule Rule { get; init; }

    public required PeopleEvidence Evidence { get; init; }

    /// <summary>Null where nothing is scored, or the rule or the scorer is wrong.</summary>
    public CutStudio? Studio { get; init; }

    public IReadOnlyList<PeoplePoint> Curve { get; init; } = [];

    /// <summary>What is wrong with the rule or the scorer; empty where nothing is.</summary>
    public string Fault { get; init; } = "";
}

/// <summary>What a cut shows.</summary>
/// <param name="Raw">The raw score of the last kept sample; null where none is kept.</param>
/// <param name="Flips">Null without a pinned cut.</param>
/// <param name="Examples">Some of the samples that flip, those nearest to the current cut first.</param>
public sealed record CutView(double Cut, double? Pin, CutCounts Counts, float? Raw, PeoplePoint People, CutFlips? Flips, IReadOnlyList<Sample> Examples);

/// <summary>Lays scorers out for cuts. Safe for many callers.</summary>
public sealed class CutReader(DatasetStore datasets, SampleTables tables, FilterStore filters, ScoreStore scores, SampleStore samples, PeopleReader people)
{
    private const int FewExamples = 6;

    /// <summary>Null where there is no such dataset.</summary>
    public CutBench? Lay(string name, CutAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        var saved = filters.List(dataset.DatasetId);
        var bench = new CutBench
        {
            Dataset = dataset,
            Filters = saved,
            Columns = [.. ScorerPanel.InOrder(loaded.Table).Where(column => column.ScoredCount > 0)],
            Rule = ChosenRule.Of(address.Rule, address.Filter, saved, loaded.Table),
            Evidence = people.Evidence(dataset, loaded, cancellation),
        };
        if (bench.Rule.Node is not { } rule || bench.Columns.Count == 0)
        {
            return bench with { Fault = bench.Rule.Fault?.Message ?? "" };
        }

        var column = address.Scorer.Length == 0 ? bench.Columns[0] : loaded.Table.Find(address.Scorer);
        if (column is null)
        {
            return bench with { Fault = $"There is no scorer “{Shared.Excerpt.Of(address.Scorer, 80)}”; there are {string.Join(", ", bench.Columns.Select(known => known.Card.Key))}." };
        }

        try
        {
            var studio = new CutStudio(loaded.Table, column, loaded.Evaluator.Evaluate(rule, cancellation), rule, address.KeepsLow, new TokenCounts(scores).Of(loaded));
            return bench with { Studio = studio, Curve = bench.Evidence.Sample.Labels.Count == 0 ? [] : PeopleCurve.Of(bench.Evidence.Sample, studio, cancellation) };
        }
        catch (WrongWordsException fault)
        {
            return bench with { Fault = fault.Message };
        }
    }

    /// <summary>What a cut of a bench with a studio shows.</summary>
    public CutView Look(CutBench bench, double cut, double? pin)
    {
        var studio = bench.Studio!;
        var flips = pin is { } pinned ? studio.Between(pinned, cut, FewExamples) : null;
        return new CutView(
            cut,
            pin,
            studio.At(cut),
            studio.RawAt(cut),
            PeopleCurve.At(bench.Evidence.Sample, studio, cut),
            flips,
            flips is { Nearest.Count: > 0 } ? samples.Excerpts(bench.Dataset.DatasetId, flips.Nearest, 240) : []);
    }
}
