using System.Text.Json;
using System.Text.Json.Serialization;
using QualityReview.Clusters;
using QualityReview.Duplicates;
using QualityReview.Exports;

namespace QualityReview.Jobs;

/// <summary>What an import job does.</summary>
public sealed record ImportRequest
{
    /// <summary>Full path of the file, or "-" for the standard input of the process that runs the job.</summary>
    public required string File { get; init; }

    /// <summary>Dotted path of the field that holds the text. The default value is <c>text</c>.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>Null: the field <c>id</c> where there is one.</summary>
    public string? IdField { get; init; }

    /// <summary>Null: the field <c>source</c> where there is one.</summary>
    public string? SourceField { get; init; }

    /// <summary>Null: the field <c>language</c> or <c>lang</c> where there is one.</summary>
    public string? LanguageField { get; init; }

    /// <summary>Source of samples whose line names none; null: the file's name.</summary>
    public string? Source { get; init; }

    /// <summary>Longest line in bytes.</summary>
    public int MaxLineBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>See <see cref="Samples.Files.ImportLimits.MaxExpansion"/>.</summary>
    public int MaxExpansion { get; init; } = 200;
}

/// <summary>What a scoring job does.</summary>
/// <param name="Scorer">Key of a configured scorer.</param>
public sealed record ScoringRequest(string Scorer);

/// <summary>What a clustering job does.</summary>
public sealed record ClusterRequest
{
    /// <summary>Null: as many as the dataset's size asks for.</summary>
    public int? Clusters { get; init; }

    /// <summary>Whose vectors; null: those of the embedder that has made most.</summary>
    public string? Embedder { get; init; }

    /// <summary>The default value is that of <see cref="ClusterOptions.Seed"/>.</summary>
    public int Seed { get; init; } = new ClusterOptions().Seed;

    /// <summary>Which of two near-duplicates SemDeDup keeps. The default value is the harder one, as its authors do.</summary>
    public KeptFirst First { get; init; } = KeptFirst.Hard;
}

/// <summary>What a job does that takes in scores computed elsewhere.</summary>
public sealed record SideCarRequest
{
    /// <summary>Full path of the file.</summary>
    public required string File { get; init; }

    /// <summary>The file's name as people know it; null: that of the file.</summary>
    public string? Name { get; init; }

    /// <summary>See <see cref="Scorers.ScorerCard.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Null: the key.</summary>
    public string? Title { get; init; }

    /// <summary>What a high percentile says, in a sentence; null for a general one.</summary>
    public string? HighMeans { get; init; }

    /// <summary><c>better</c>, <c>worse</c> or <c>more</c>: what a higher score is.</summary>
    public required string Higher { get; init; }

    /// <summary>Field that holds the sample's id.</summary>
    public required string IdField { get; init; }

    /// <summary>Field that holds the score.</summary>
    public required string ScoreField { get; init; }
}

/// <summary>What an export job does.</summary>
public sealed record ExportJobRequest
{
    /// <summary>A saved filter by its name, or as <c>name@2</c>; null where the rule stands alone.</summary>
    public string? Filter { get; init; }

    /// <summary>Rule of the filter language; it is what decides, also where a recipe goes on from it.</summary>
    public required string Rule { get; init; }

    /// <summary>Full path of the folder to make.</summary>
    public required string Folder { get; init; }

    /// <summary>A name out of <see cref="SubsetFormats"/>.</summary>
    public string Format { get; init; } = "jsonl";

    /// <summary>The recipe as JSON, whose filters are the rule; null where the rule alone decides.</summary>
    public string? Recipe { get; init; }

    /// <summary>Null for a recipe that was not saved.</summary>
    public string? RecipeName { get; init; }

    public int? RecipeVersion { get; init; }

    /// <summary>Whether content hashes stand in the place of texts.</summary>
    public bool HashesOnly { get; init; }

    /// <summary>Whether <c>excluded.tsv</c> lists the other samples with the reason.</summary>
    public bool Excluded { get; init; }

    /// <summary>A new file begins before a file grows over it; null for 512 MiB.</summary>
    public long? ShardBytes { get; init; }

    /// <summary>Replace an earlier complete export of that name.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Ledger position: verdicts after it are left out, as if they had not been given. Null for all verdicts.</summary>
    public long? AsOf { get; init; }

    /// <summary>Version of the saved filter; null for the latest.</summary>
    public int? FilterVersion { get; init; }
}

/// <summary>How requests are stored with their jobs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ScoringRequest))]
[JsonSerializable(typeof(ExportJobRequest))]
[JsonSerializable(typeof(ClusterRequest))]
[JsonSerializable(typeof(SideCarRequest))]
[JsonSerializable(typeof(DuplicateOptions))]
internal sealed partial class JobRequestJson : JsonSerializerContext;

/// <summary>Writes and reads the requests of jobs.</summary>
public static class JobRequests
{
    public static string Write(ImportRequest request) => JsonSerializer.Serialize(request, JobRequestJson.Default.ImportRequest);

    public static string Write(ScoringRequest request) => JsonSerializer.Serialize(request, JobRequestJson.Default.ScoringRequest);

    public static string Write(ExportJobRequest request) => JsonSerializer.Serialize(request, JobRequestJson.Default.ExportJobRequest);

    public static string Write(ClusterRequest request) => JsonSerializer.Serialize(request, JobRequestJson.Default.ClusterRequest);

    internal static ClusterRequest Cluster(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.ClusterRequest)!;

    public static string Write(DuplicateOptions request) => JsonSerializer.Serialize(request, JobRequestJson.Default.DuplicateOptions);

    public static string Write(SideCarRequest request) => JsonSerializer.Serialize(request, JobRequestJson.Default.SideCarRequest);

    internal static SideCarRequest SideCar(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.SideCarRequest)!;

    internal static ImportRequest Import(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.ImportRequest)!;

    internal static ScoringRequest Scoring(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.ScoringRequest)!;

    internal static ExportJobRequest Export(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.ExportJobRequest)!;

    internal static DuplicateOptions Duplicates(Job job) => JsonSerializer.Deserialize(job.Request, JobRequestJson.Default.DuplicateOptions)!;
}
