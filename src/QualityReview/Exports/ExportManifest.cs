using System.Text.Json.Serialization;
using QualityReview.Recipes;

namespace QualityReview.Exports;

/// <summary>What a subset was drawn from.</summary>
/// <param name="Hash">Of the whole dataset, as the store computes it.</param>
public sealed record ManifestDataset(string Key, long Samples, string Hash);

/// <summary>The filter in both its forms.</summary>
/// <param name="Rule">As a person reads it.</param>
/// <param name="Machine">As the program parses it again.</param>
public sealed record ManifestFilter(string Name, int Version, string Rule, string Machine);

/// <summary>The random draws of the filter.</summary>
/// <param name="Draws">In the order of the rule.</param>
/// <param name="Probabilities">Where each kept sample's inclusion probability stands, or why it is not known.</param>
public sealed record ManifestSampler(IReadOnlyList<ManifestDraw> Draws, string Probabilities);

/// <summary>One draw.</summary>
/// <param name="Name"><c>random</c> or <c>ips</c>.</param>
/// <param name="Settings">Its term in the rule, and what it found: everything that a draw of the same samples must give again.</param>
public sealed record ManifestDraw(string Name, long Seed, IReadOnlyDictionary<string, string> Settings);

/// <summary>The groups of duplicates that the rule asked for.</summary>
/// <param name="Samples">Samples among which duplicates were sought.</param>
/// <param name="GroupsHash">SHA-256 over all groups and their members.</param>
public sealed record ManifestDuplicates(IReadOnlyDictionary<string, string> Settings, long Samples, long Groups, string GroupsHash);

/// <summary>A scorer whose scores were exported.</summary>
/// <param name="Run">The scoring run that gave them; null for scores from elsewhere.</param>
public sealed record ManifestScorer(string Key, string? Run, IReadOnlyDictionary<string, string> Receipt);

/// <summary>How much text.</summary>
/// <param name="Characters">Unicode code points.</param>
/// <param name="Bytes">As UTF-8.</param>
/// <param name="Tokens">Null where they were not counted for every sample.</param>
public sealed record ManifestAmount(long Samples, long Characters, long Bytes, long? Tokens);

/// <summary>What was kept and dropped of one source; the source is null for samples without one.</summary>
public sealed record ManifestSource(string? Source, ManifestAmount Kept, ManifestAmount Dropped);

/// <summary>A file of the export.</summary>
/// <param name="Samples">Lines, copies included; null for files that hold no samples.</param>
public sealed record ManifestFile(string Name, long Bytes, string Sha256, long? Samples);

/// <summary>The recipe that made the subset, where there was one.</summary>
/// <param name="Name">Empty for one that was not saved.</param>
/// <param name="Version">0 for one that was not saved.</param>
/// <param name="Recipe">As it was written; its filters, read as of then, are the rule of the manifest's filter.</param>
/// <param name="Lines">Lines of all files: each sample as often as its weight says.</param>
/// <param name="Excluded">How many samples each step took out, in the order of the steps.</param>
public sealed record ManifestRecipe(string Name, int Version, Recipe Recipe, long Lines, IReadOnlyList<ManifestStep> Excluded);

/// <summary>A step of a recipe, and how many samples it took out.</summary>
/// <param name="Step">See <see cref="FateNames"/>.</param>
public sealed record ManifestStep(string Step, long Samples);

/// <summary>How the files were asked for, where not as usual.</summary>
/// <param name="ShardBytes">See <see cref="ExportRequest.MaxShardBytes"/>.</param>
/// <param name="Texts">False: content hashes stand in the place of texts.</param>
/// <param name="Excluded">Whether <c>excluded.tsv</c> lists the other samples with the reason.</param>
public sealed record ManifestWriting(long ShardBytes, bool Texts, bool Excluded);

/// <summary>How an exported subset came to be, and the hash of everything in it. It holds no time: the same inputs give the same bytes.</summary>
public sealed record ExportManifest
{
    public const string FileName = "manifest.json";
    public const string IndexName = "samples.tsv";
    public const string CardName = "README.md";
    public const string ExcludedName = "excluded.tsv";
    public const int CurrentFormatVersion = 1;

    public required int FormatVersion { get; init; }

    public required string ProductVersion { get; init; }

    /// <summary>A name out of <see cref="SubsetFormats"/>.</summary>
    public required string Format { get; init; }

    public required ManifestDataset Dataset { get; init; }

    public required ManifestFilter Filter { get; init; }

    /// <summary>Null, and then not written, where a filter alone made the subset.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestRecipe? Recipe { get; init; }

    /// <summary>Null, and then not written, where the files are as usual.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestWriting? Writing { get; init; }

    /// <summary>How people's verdicts changed what the filter says.</summary>
    public required string Overrides { get; init; }

    /// <summary>The number of the last entry of the review ledger that was looked at.</summary>
    public required long LedgerPosition { get; init; }

    /// <summary>Null where the filter draws nothing at random.</summary>
    public required ManifestSampler? Sampler { get; init; }

    /// <summary>Null, and then not written, where the rule does not ask for duplicates.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestDuplicates? Duplicates { get; init; }

    public required IReadOnlyList<ManifestScorer> Scorers { get; init; }

    public required ManifestAmount Kept { get; init; }

    public required ManifestAmount Dropped { get; init; }

    /// <summary>Ordered by name, ordinal.</summary>
    public required IReadOnlyList<ManifestSource> Sources { get; init; }

    /// <summary>Null where the dataset was not clustered; then it is left out, as it was before there were clusters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestCoverage? Coverage { get; init; }

    /// <summary>SHA-256 of all ids, content hashes and inclusion probabilities in their order, the same whatever the format: that of
    /// <c>samples.tsv</c>.</summary>
    public required string RootHash { get; init; }

    /// <summary>Every other file of the folder, ordered by name, ordinal.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Lines of all files: samples, with their copies.</summary>
    [JsonIgnore]
    public long Lines => Recipe?.Lines ?? Kept.Samples;

    [JsonIgnore]
    public SubsetLayout Layout => new([.. Scorers.Select(scorer => scorer.Key)]) { HasTexts = Writing?.Texts ?? true, HasCopies = Recipe?.Recipe.Weights.Count > 0 };

    /// <summary>SHA-256 of this manifest's bytes with this field empty.</summary>
    public string ManifestHash { get; init; } = "";
}
