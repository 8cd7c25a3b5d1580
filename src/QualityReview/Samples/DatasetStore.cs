using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>The datasets of a database. One that was removed or archived is not found.</summary>
public sealed class DatasetStore(ReviewDatabase database, TimeProvider time)
{
    private const string Columns = "dataset_id, name, title, created_at, sample_count, indexed_count, revision";

    public IReadOnlyList<Dataset> List()
    {
        using var connection = database.Open();
        return [.. connection.Query<Dataset>($"select {Columns} from datasets where removed_at is null and archived_at is null order by created_at, dataset_id")];
    }

    /// <summary>The archived datasets: kept whole, but out of everybody's sight.</summary>
    public IReadOnlyList<Dataset> Archived()
    {
        using var connection = database.Open();
        return [.. connection.Query<Dataset>($"select {Columns} from datasets where archived_at is not null and removed_at is null order by name")];
    }

    /// <summary>The dataset of that name, or null.</summary>
    public Dataset? Find(string name)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<Dataset>($"select {Columns} from datasets where name = @name and removed_at is null and archived_at is null", new { name });
    }

    /// <inheritdoc cref="Find(string)"/>
    public Dataset? Find(long datasetId)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<Dataset>($"select {Columns} from datasets where dataset_id = @datasetId and removed_at is null and archived_at is null", new { datasetId });
    }

    /// <summary>The dataset of that name; where there is none, a sentence that lists those that exist.</summary>
    public Dataset Get(string name)
    {
        if (Find(name) is { } dataset)
        {
            return dataset;
        }

        if (Archived().Any(archived => archived.Name == name))
        {
            throw new QualityReviewException($"The dataset \"{name}\" is archived: an admin can take it out of the archive on the page Database.");
        }

        var names = List().Select(known => known.Name).ToList();
        throw new QualityReviewException(names.Count == 0
            ? $"There is no dataset \"{name}\": none has been imported yet."
            : $"There is no dataset \"{name}\"; there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : "")}.");
    }

    /// <summary>The dataset of that name, made where there is none.</summary>
    public async Task<Dataset> GetOrCreateAsync(string name, string? title = null, CancellationToken cancellation = default)
    {
        DatasetName.Check(name);
        await database.WriteAsync(
            connection => connection.Execute(
                "insert into datasets (name, title, created_at) values (@name, @title, @now) on conflict do nothing",
                new { name, title = title ?? name, now = time.GetUtcNow() }),
            cancellation);
        return Get(name);
    }

    /// <summary>Says that samples or scores of a dataset have changed; part of the writer's transaction.</summary>
    internal static void Touch(SqliteConnection connection, long datasetId) =>
        connection.Execute("update datasets set revision = revision + 1 where dataset_id = @datasetId", new { datasetId });
}
