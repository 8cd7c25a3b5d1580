using System.Globalization;
using System.Text.Json;
using QualityReview.Duplicates;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>What a request for an export comes to over its dataset: decided, but not yet written.</summary>
public sealed class SubsetPlan
{
    private readonly Dictionary<int, string> _reasons;
    private readonly InclusionProbabilities _probabilities;
    private readonly IReadOnlyList<ScoreColumn> _columns;
    private readonly string[][] _flags;
    private readonly SampleSet _filterKeeps;

    /// <param name="position">Verdicts after it are left out; null for none.</param>
    /// <exception cref="WrongWordsException">The rule or the recipe names what the dataset does not have.</exception>
    internal SubsetPlan(Dataset dataset, ExportJobRequest request, SampleTables tables, ReviewStore reviews, TokenCounts tokens, long? position, CancellationToken cancellation)
    {
        // The last entry of this dataset, so that the manifest is the one that was written then.
        Position = reviews.Position(dataset.DatasetId, position);
        var verdicts = reviews.Current(dataset.DatasetId, Position);
        Loaded = tables.AsOf(dataset.DatasetId, verdicts);
        _reasons = verdicts.ToDictionary(verdict => verdict.Ordinal, verdict => verdict.Reasons);
        Rule = FilterRule.Parse(request.Rule, Loaded.Table);
        if (Loaded.Dataset is { } now && now.IndexedCount < now.SampleCount && TextRules.Ask(Rule))
        {
            throw new QualityReviewException(string.Create(
                CultureInfo.InvariantCulture,
                $"The rule asks for words, and those of {now.IndexedCount:N0} of {now.SampleCount:N0} samples are indexed so far: export when the import into {now.Name} is done."));
        }

        Recipe = request.Recipe is null ? null : RecipeJson.Read(request.Recipe);
        Tokens = tokens.Of(Loaded);
        _filterKeeps = Loaded.Evaluator.Evaluate(Rule, cancellation);
        Selection = RecipeDraw.Of(Loaded.Evaluator, Rule, Recipe ?? new Recipe(), Tokens, cancellation);
        _probabilities = InclusionProbabilities.Of(Rule, Loaded.Evaluator, cancellation);
        Sampler = RuleDraws.Describe(_probabilities, Loaded.Evaluator, Recipe, Selection, cancellation);
        _columns = [.. Loaded.Table.Scores.OrderBy(column => column.Card.Key, StringComparer.Ordinal)];
        // Few flags, many samples: each text is made once.
        _flags = [.. _columns.SelectMany(column => Enumerable.Range(0, 256).Select(flags => FlagNames.Of((ScoreFlags)flags).Select(flag => $"{column.Card.Key}:{flag}").ToArray()))];
    }

    public LoadedTable Loaded { get; }

    /// <summary>The last entry of the ledger that was looked at.</summary>
    public long Position { get; }

    public FilterNode Rule { get; }

    /// <summary>Null where the rule alone decides.</summary>
    public Recipe? Recipe { get; }

    public Selection Selection { get; }

    public ManifestSampler? Sampler { get; }

    /// <summary>One number a sample, NaN where it is not known; null where nothing counted them.</summary>
    public float[]? Tokens { get; }

    /// <summary>What the manifest says of verdicts.</summary>
    public string Overrides => Recipe?.Unsure switch
    {
        UnsurePolicy.Keep => "A verdict of keep or drop wins over the filter; unsure counts as keep, and no verdict leaves the filter's decision.",
        UnsurePolicy.Drop => "A verdict of keep or drop wins over the filter; unsure counts as drop, and no verdict leaves the filter's decision.",
        _ => ExportJob.OverridesPolicy,
    };

    public ManifestRecipe? ManifestRecipe(string? name, int? version) => Recipe is null ? null : new ManifestRecipe(
        name ?? "",
        name is null ? 0 : version ?? 0,
        Recipe,
        Selection.Lines,
        [.. Enum.GetValues<Fate>().Where(fate => fate > Fate.KeptByPerson).Select(fate => new ManifestStep(FateNames.Of(fate), Selection.CountOf(fate)))]);

    /// <summary>The scorers of the subset, ordered by key.</summary>
    public IReadOnlyList<ManifestScorer> Scorers => [.. Loaded.Runs.OrderBy(run => run.ScorerKey, StringComparer.Ordinal).Select(Receipt)];

    public ManifestDuplicates? Duplicates => (DuplicateRules.Ask(Rule) || Recipe is { Duplicates: not QualityReview.Recipes.Recipe.KeepAll }) && Loaded.Duplicates is { } run
        ? new ManifestDuplicates(DuplicateStore.OptionsOf(run), run.SampleCount, run.GroupCount, run.GroupsHash)
        : null;

    public ManifestCoverage? Coverage => Loaded.Table.Clusters is { } clusters ? ManifestCoverage.Of(clusters, Selection.Kept.Contains) : null;

    /// <summary>A stored sample as it is exported.</summary>
    public SubsetSample Of(StoredSample sample)
    {
        var ordinal = sample.Ordinal;
        var fate = Selection.FateOf(ordinal);
        var isKept = fate <= Fate.KeptByPerson;
        return new SubsetSample
        {
            Id = sample.Id,
            Source = sample.Source,
            Language = sample.Language,
            Utf8 = sample.Utf8,
            ContentHash = sample.ContentHash,
            Characters = sample.Characters,
            Bytes = sample.Bytes,
            Meta = sample.Meta,
            Decision = _filterKeeps.Contains(ordinal) ? Decision.Keep : Decision.Drop,
            Kept = isKept,
            Copies = Math.Max(1, Selection.CopiesOf(ordinal)),
            Excluded = isKept ? "" : FateNames.Of(fate),
            Verdict = Loaded.Table.Reviews.VerdictOf(ordinal),
            Reasons = _reasons.TryGetValue(ordinal, out var reasons) && reasons.Length > 0 ? reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
            Flags = isKept ? Flags(ordinal) : [],
            Scores = isKept ? Scores(ordinal) : [],
            Probability = isKept ? Probability(ordinal) : null,
            Tokens = Tokens is not null && !float.IsNaN(Tokens[ordinal]) ? (int)Tokens[ordinal] : null,
        };
    }

    /// <summary>A run is named by its scorer and what made it, not by its number here: the same inputs give the same manifest on
    /// every machine.</summary>
    internal static ManifestScorer Receipt(ScoringRun run) => new(
        run.ScorerKey,
        $"{run.ScorerKey}@{ContentHash.Of(run.Receipt)[..16]}",
        JsonSerializer.Deserialize(run.Receipt, ScorerCardJson.Default.SortedDictionaryStringString)!);

    private static float? Number(float value) => float.IsNaN(value) ? null : value;

    private SubsetScore[] Scores(int ordinal)
    {
        var scores = new SubsetScore[_columns.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = new SubsetScore(_columns[i].Card.Key, Number(_columns[i].Values[ordinal]), Number(_columns[i].Percentiles[ordinal]));
        }

        return scores;
    }

    private string[] Flags(int ordinal)
    {
        string[] flags = [];
        for (var i = 0; i < _columns.Count; i++)
        {
            var own = _flags[(256 * i) + (int)_columns[i].Flags[ordinal]];
            flags = own.Length == 0 ? flags : flags.Length == 0 ? own : [.. flags, .. own];
        }

        return flags;
    }

    /// <summary>What a person keeps is there whatever was drawn.</summary>
    private double? Probability(int ordinal)
    {
        if ((_probabilities.Draws.Count == 0 && !Selection.Draws) || _probabilities.Unknown is not null || Selection.UnknownProbabilities is not null)
        {
            return null;
        }

        return Loaded.Table.Reviews.VerdictOf(ordinal) switch
        {
            Verdict.Keep => 1,
            Verdict.Unsure when Recipe?.Unsure == UnsurePolicy.Keep => Selection.ProbabilityOf(ordinal),
            _ => (_probabilities.Draws.Count == 0 ? 1 : _probabilities.Of(ordinal)) * Selection.ProbabilityOf(ordinal),
        };
    }
}
