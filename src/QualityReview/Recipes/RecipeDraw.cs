using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samplers;

namespace QualityReview.Recipes;

/// <summary>Carries out a recipe over a table. What is drawn depends on seed, ids and the samples that are still in, not on their order.</summary>
public sealed class RecipeDraw
{
    // Draws that must not know of each other take their numbers from different streams of one seed.
    private const int QuotaStream = 1, WeightStream = 2, TargetStream = 3;
    private const int MostCopies = 255;

    private readonly FilterEvaluator _evaluator;
    private readonly SampleTable _table;
    private readonly Recipe _recipe;
    private readonly float[]? _tokens;
    private readonly Fate[] _fates;
    private readonly CancellationToken _cancellation;
    private byte[]? _copies;
    private double[]? _probabilities;
    private string? _unknown;

    private RecipeDraw(FilterEvaluator evaluator, Recipe recipe, float[]? tokens, CancellationToken cancellation)
    {
        (_evaluator, _table, _recipe, _tokens, _cancellation) = (evaluator, evaluator.Table, recipe, tokens, cancellation);
        _fates = new Fate[_table.Count];
    }

    /// <param name="rule">The recipe's filters as one rule.</param>
    /// <param name="tokens">One number a sample, NaN where it is not known; null where nothing counted them.</param>
    /// <exception cref="WrongWordsException">The recipe names what the dataset does not have.</exception>
    public static Selection Of(FilterEvaluator evaluator, FilterNode rule, Recipe recipe, float[]? tokens, CancellationToken cancellation = default)
    {
        var draw = new RecipeDraw(evaluator, recipe, tokens, cancellation);
        draw.Decide(evaluator.Evaluate(rule, cancellation));
        draw.KeepOneOfEach();
        draw.Fill(rule);
        return new Selection(draw._fates, draw._copies, draw._probabilities, draw._unknown);
    }

    private void Decide(SampleSet filterKeeps)
    {
        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            _fates[ordinal] = _table.Reviews.VerdictOf(ordinal) switch
            {
                Verdict.Keep => Fate.KeptByPerson,
                Verdict.Drop => Fate.Verdict,
                Verdict.Unsure when _recipe.Unsure == UnsurePolicy.Keep => Fate.Kept,
                Verdict.Unsure when _recipe.Unsure == UnsurePolicy.Drop => Fate.Unsure,
                _ => filterKeeps.Contains(ordinal) ? Fate.Kept : Fate.Filter,
            };
        }
    }

    private void KeepOneOfEach()
    {
        if (_recipe.Duplicates == Recipe.KeepAll)
        {
            return;
        }

        var groups = _table.Duplicates?.Groups ?? throw new WrongWordsException(
            "The recipe keeps one of each group of duplicates, and those of this dataset have not been sought yet: begin that on the page Duplicates, or by quality-review duplicates.");
        var percentiles = _recipe.Duplicates is KeepOneTest.First or KeepOneTest.Longest ? null : ColumnTests.Column(_table, _recipe.Duplicates).Percentiles;
        var best = new Dictionary<int, int>();
        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            var group = groups[ordinal];
            if (group > 0 && _fates[ordinal] <= Fate.KeptByPerson && (!best.TryGetValue(group, out var known) || Rank(ordinal) > Rank(known)))
            {
                best[group] = ordinal;
            }
        }

        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            if (_fates[ordinal] == Fate.Kept && groups[ordinal] > 0 && best[groups[ordinal]] != ordinal)
            {
                _fates[ordinal] = Fate.Duplicate;
            }
        }

        // One that a person keeps comes before all others of its group.
        double Rank(int ordinal) => _fates[ordinal] == Fate.KeptByPerson ? double.MaxValue : percentiles is not null
            ? float.IsNaN(percentiles[ordinal]) ? -1 : percentiles[ordinal]
            : _recipe.Duplicates == KeepOneTest.First ? 0 : _table.Characters[ordinal];
    }

    private void Fill(FilterNode rule)
    {
        var draws = _recipe.Quotas.Count > 0 || _recipe.Target is not null || _recipe.Weights.Any(weight => weight.Weight % 1 != 0);
        var limitsTokens = _recipe.Target?.Tokens is not null || _recipe.Quotas.Any(quota => quota.Tokens is not null);
        var ruleDraws = InclusionProbabilities.DrawsIn(rule);
        if (limitsTokens && _tokens is null)
        {
            throw new WrongWordsException("The recipe limits tokens, and nothing has counted those of this dataset yet: score it by a perplexity scorer first.");
        }

        _unknown = !draws && !(ruleDraws && _recipe.Duplicates != Recipe.KeepAll) ? null
            : ruleDraws ? "Not known: the recipe chooses among what a draw of its filters gave."
            : limitsTokens ? "Not known: a limit in tokens draws by the length of the samples too."
            : _recipe.Quotas.Any(quota => quota.Source is not null) && _recipe.Quotas.Any(quota => quota.Language is not null) ? "Not known: the quotas of sources and of languages draw from one another."
            : _recipe.Target is not null && _recipe.Weights.Count > 0 ? "Not known: the target is drawn among copies."
            : null;
        if (draws && _unknown is null)
        {
            _probabilities = new double[_fates.Length];
            Array.Fill(_probabilities, 1);
        }

        foreach (var quota in _recipe.Quotas)
        {
            var codes = quota.Source is not null ? _table.Sources : _table.Languages;
            var code = codes.CodeOf(quota.Source ?? quota.Language!);
            Limit(ordinal => codes.Codes[ordinal] == code, quota.Samples, quota.Tokens, QuotaStream, Fate.Quota);
        }

        Weigh();
        if (_recipe.Target is { } target)
        {
            Limit(_ => true, target.Samples, target.Tokens, TargetStream, Fate.Target);
        }
    }

    private void Weigh()
    {
        if (_recipe.Weights.Count == 0)
        {
            return;
        }

        _copies = new byte[_fates.Length];
        var (bySource, byLanguage) = (WeightsOf(_table.Sources, weight => weight.Source), WeightsOf(_table.Languages, weight => weight.Language));
        var numbers = Numbers(WeightStream);
        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            if (_fates[ordinal] > Fate.KeptByPerson)
            {
                continue;
            }

            var weight = bySource[_table.Sources.Codes[ordinal]] * byLanguage[_table.Languages.Codes[ordinal]];
            var whole = Math.Floor(weight);
            var copies = Math.Min(MostCopies, whole + (weight > whole && numbers(ordinal) < weight - whole ? 1 : 0));
            var isForced = _fates[ordinal] == Fate.KeptByPerson;
            _copies[ordinal] = (byte)(isForced ? Math.Max(1, copies) : copies);
            if (!isForced && _probabilities is not null)
            {
                _probabilities[ordinal] *= Math.Min(1, weight);
            }

            if (_copies[ordinal] == 0)
            {
                _fates[ordinal] = Fate.Weight;
            }
        }
    }

    private double[] WeightsOf(NamedCodes codes, Func<RecipeWeight, string?> name) =>
        [.. codes.Names.Select(known => _recipe.Weights.FirstOrDefault(weight => name(weight) == known)?.Weight ?? 1)];

    /// <summary>Keeps so much of what is still in: what people keep first, then in the order of the numbers until the next does not fit.</summary>
    private void Limit(Func<int, bool> isMeant, int? samples, long? tokens, int stream, Fate fate)
    {
        _cancellation.ThrowIfCancellationRequested();
        var (used, offered, taken) = (0.0, 0, 0);
        var numbers = Numbers(stream);
        var candidates = new List<(double Number, int Ordinal)>();
        for (var ordinal = 0; ordinal < _fates.Length; ordinal++)
        {
            if (_fates[ordinal] == Fate.KeptByPerson && isMeant(ordinal))
            {
                used += Copies(ordinal) * Unit(ordinal);
            }
            else if (_fates[ordinal] == Fate.Kept && isMeant(ordinal))
            {
                candidates.Add((numbers(ordinal), ordinal));
            }
        }

        candidates.Sort();
        var (limit, isFull) = (samples ?? tokens!.Value, false);
        offered = candidates.Count;
        foreach (var (_, ordinal) in candidates)
        {
            var fits = isFull ? 0 : Unit(ordinal) == 0 ? Copies(ordinal) : (int)Math.Clamp(Math.Floor((limit - used) / Unit(ordinal)), 0, Copies(ordinal));
            isFull |= fits < Copies(ordinal);
            used += fits * Unit(ordinal);
            if (fits == 0)
            {
                _fates[ordinal] = fate;
                continue;
            }

            taken++;
            if (fate == Fate.Target && _copies is not null)
            {
                _copies[ordinal] = (byte)fits;
            }
        }

        foreach (var (_, ordinal) in _probabilities is null ? [] : candidates)
        {
            _probabilities![ordinal] *= (double)taken / offered;
        }

        // A quota counts each sample once: weights come after it.
        int Copies(int ordinal) => fate == Fate.Target ? _copies?[ordinal] ?? 1 : 1;

        double Unit(int ordinal) => tokens is null ? 1 : float.IsNaN(_tokens![ordinal])
            ? throw new WrongWordsException("The recipe limits tokens, and those of some samples have not been counted: score the dataset by a perplexity scorer again.")
            : _tokens[ordinal];
    }

    private Func<int, double> Numbers(int stream)
    {
        var hashes = _evaluator.IdHashes(_cancellation);
        var seed = StableHash.Of(stream, (ulong)_recipe.Seed);
        return ordinal => SampleHash.Uniform(seed, (long)hashes[ordinal]);
    }
}
