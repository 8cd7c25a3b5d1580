using Dapper;
using QualityReview.Recipes;
using QualityReview.Storage;

namespace QualityReview.Exports;

/// <summary>A finished export, as the Subsets page lists it.</summary>
public sealed record PastExport
{
    public required long ExportId { get; init; }

    public required long DatasetId { get; init; }

    public required string FilterName { get; init; }

    /// <summary>0 where the rule was not saved under a name.</summary>
    public required int FilterVersion { get; init; }

    public required string Rule { get; init; }

    /// <summary>As JSON on one line; empty where a filter alone made the subset.</summary>
    public string Recipe { get; init; } = "";

    public required string Format { get; init; }

    /// <summary>Full path.</summary>
    public required string Folder { get; init; }

    public required long LedgerPosition { get; init; }

    /// <summary>Samples in the subset.</summary>
    public required long SampleCount { get; init; }

    public required string ManifestHash { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The record of exports; the exports themselves are folders.</summary>
public sealed class ExportStore(ReviewDatabase database, TimeProvider time)
{
    private const string Columns = "export_id, dataset_id, filter_name, filter_version, rule, format, folder, ledger_position, sample_count, manifest_hash, author, created_at, recipe";

    public Task AddAsync(long datasetId, ExportManifest manifest, string folder, string author, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                insert into exports (dataset_id, filter_name, filter_version, rule, format, folder, ledger_position, sample_count, manifest_hash, author, created_at, recipe)
                values (@datasetId, @Name, @Version, @Machine, @Format, @folder, @LedgerPosition, @Samples, @ManifestHash, @author, @now, @recipe)
                """,
                new { datasetId, manifest.Filter.Name, manifest.Filter.Version, manifest.Filter.Machine, manifest.Format, folder, manifest.LedgerPosition, manifest.Kept.Samples, manifest.ManifestHash, author, now = time.GetUtcNow(), recipe = manifest.Recipe is { } made ? RecipeJson.WriteCompact(made.Recipe) : "" }),
            cancellation);

    public PastExport? Find(long exportId)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<PastExport>($"select {Columns} from exports where export_id = @exportId", new { exportId });
    }

    /// <summary>The exports of a dataset, newest first.</summary>
    public IReadOnlyList<PastExport> List(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<PastExport>($"select {Columns} from exports where dataset_id = @datasetId order by export_id desc", new { datasetId })];
    }
}
