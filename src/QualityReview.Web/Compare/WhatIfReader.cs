using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Compare;

/// <summary>Reads what the page What if shows. Safe for many callers.</summary>
public sealed class WhatIfReader(DatasetStore datasets, SampleTables tables, ScoreStore scores)
{
    private const int Tenths = 10, CurvePoints = 48, SourceUnit = 100_000;

    // English text has about four characters a token.
    private const double CharactersPerToken = 4, DefaultModel = 1e9;

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    public WhatIfView? Read(string name, WhatIfAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var loaded = tables.Get(dataset.DatasetId);
        List<ScoreColumn> columns = [.. ScorerPanel.InOrder(loaded.Table).Where(column => column.ScoredCount > 0)];
        var view = new WhatIfView { Dataset = dataset, Address = address, Scorers = [.. columns.Select(column => column.Card)] };
        var by = columns.Find(column => column.Card.Key == address.By) ?? columns.Find(column => column.Card.Direction != ScoreDirection.HigherIsMore) ?? columns.FirstOrDefault();
        if (by is null)
        {
            return view;
        }

        var counted = new TokenCounts(scores).Of(loaded);
        var tenths = TokensByTenth(by, counted, loaded.Table.Characters);
        var tokens = TokensOf(counted, loaded.Table.Characters);
        var corpus = address.Corpus ?? tokens;
        view = view with
        {
            By = by.Card,
            Tokens = tokens,
            IsEstimated = counted is null,
            Corpus = corpus,
            Budget = address.Budget ?? corpus,
            Decay = address.Decay ?? WhatIfTokens.FittedDecay,
            Model = address.Model ?? DefaultModel,
        };
        view = WithCuts(view, [.. tenths.Select(own => own * corpus / tokens)], tokens / Math.Max(1, loaded.Table.Count), cancellation);
        return view with { TrainingOperations = WhatIfCost.Training(view.Model, view.Budget), Costs = [.. CostsOf(view, loaded)] };
    }

    private static WhatIfView WithCuts(WhatIfView view, double[] tenths, double tokensPerSample, CancellationToken cancellation)
    {
        var address = view.Address;
        var utilities = address.Utilities ?? [.. WhatIfQuality.ClipPools.Select(pool => pool.Utility)];
        // The source counts samples: here those of the dataset's mean length.
        var law = new WhatIfQuality(address.Scale ?? WhatIfQuality.Clip.Scale, address.Floor ?? WhatIfQuality.Clip.Floor, address.Unit ?? SourceUnit * tokensPerSample);
        WhatIfPool[] pools =
        [
            .. utilities.Select((utility, i) => new WhatIfPool(
                $"tenth {i + 1}", utility, At(address.HalfLives, i) ?? WhatIfQuality.ClipPools[Math.Min(i, WhatIfQuality.ClipPools.Count - 1)].HalfLife, Math.Max(1, At(address.Sizes, i) ?? tenths[i]))),
        ];
        var curve = new List<(double, IReadOnlyList<WhatIfUnion>)>();
        var (low, high) = (Math.Min(view.Budget, pools.Min(pool => pool.Size)) / 2, Math.Max(view.Budget, pools.Sum(pool => pool.Size) * 100));
        for (var point = 0; point < CurvePoints; point++)
        {
            cancellation.ThrowIfCancellationRequested();
            var budget = low * Math.Pow(high / low, point / (CurvePoints - 1.0));
            curve.Add((budget, law.Unions(pools, budget)));
        }

        var kept = 0.0;
        return view with
        {
            Law = law,
            Pools = pools,
            IsTooSmall = law.Scale * pools.Min(pool => pool.Size) < law.Unit,
            Unions = law.Unions(pools, view.Budget),
            Curve = curve,
            Cuts =
            [
                .. tenths.Select((own, i) =>
                {
                    kept += own;
                    return new WhatIfCut((i + 1) * 100 / Tenths, kept, kept > 0 ? view.Budget / kept : double.NaN, kept > 0 ? WhatIfTokens.Effective(kept, view.Budget, view.Decay) : double.NaN);
                }),
            ],
        };
    }

    private static IEnumerable<WhatIfScoring> CostsOf(WhatIfView view, LoadedTable loaded)
    {
        foreach (var run in loaded.Runs.Where(run => run is { State: ScoringRunState.Done, Tokens: > 0, Seconds: > 0 }))
        {
            if (view.Scorers.FirstOrDefault(card => card.Key == run.ScorerKey) is { } card)
            {
                var rate = run.Tokens / run.Seconds;
                var tokens = run.Tokens * view.Corpus / view.Tokens;
                double? parameters = view.Address.Scorers.TryGetValue(card.Key, out var said) ? said : ScorerModelSize.Of(card);
                yield return new WhatIfScoring(
                    card, run.Device, rate, tokens, parameters, WhatIfCost.Hours(tokens, rate), parameters is { } known ? WhatIfCost.Scoring(known, tokens) : double.NaN);
            }
        }
    }

    /// <summary>Tokens of the samples in each tenth of the percentiles, the best first; samples without a score are in none.</summary>
    internal static double[] TokensByTenth(ScoreColumn by, float[]? counted, int[] characters)
    {
        var tenths = new double[Tenths];
        for (var i = 0; i < characters.Length; i++)
        {
            if (!float.IsNaN(by.Percentiles[i]))
            {
                // A rule that keeps percentile 90 and more keeps the best tenth.
                var tenth = Tenths - 1 - Math.Min((int)(by.Percentiles[i] / Tenths), Tenths - 1);
                tenths[tenth] += TokensAt(counted, characters, i);
            }
        }

        return tenths;
    }

    private static double TokensOf(float[]? counted, int[] characters)
    {
        var tokens = 0.0;
        for (var i = 0; i < characters.Length; i++)
        {
            tokens += TokensAt(counted, characters, i);
        }

        return Math.Max(1, tokens);
    }

    private static double TokensAt(float[]? counted, int[] characters, int i) => counted is null ? characters[i] / CharactersPerToken : float.IsNaN(counted[i]) ? 0 : counted[i];

    private static double? At(IReadOnlyList<double>? numbers, int place) => numbers is not null && place < numbers.Count ? numbers[place] : null;
}
