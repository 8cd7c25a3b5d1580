using Dapper;
using QualityReview.Storage;

namespace QualityReview.Filters;

/// <summary>The named filters of datasets. A changed rule becomes a new version; versions never change.</summary>
public sealed class FilterStore(ReviewDatabase database, TimeProvider time)
{
    /// <summary>The latest version of each filter, the built-in one first.</summary>
    public IReadOnlyList<Filter> List(long datasetId)
    {
        using var connection = database.Open();
        return
        [
            Filter.All,
            .. connection.Query<(string Name, int Version, string Rule)>(
                    "select name, max(version) as version, rule from filters where dataset_id = @datasetId group by name order by name", new { datasetId })
                .Select(filter => new Filter(filter.Name, filter.Version, filter.Rule)),
        ];
    }

    /// <summary>The latest version of that filter; where there is none, a sentence that lists those that exist.</summary>
    public Filter Get(long datasetId, string name)
    {
        var filters = List(datasetId);
        return filters.FirstOrDefault(filter => filter.Name == name)
            ?? throw new WrongWordsException($"There is no filter \"{name}\"; there are {string.Join(", ", filters.Select(filter => filter.Name))}.");
    }

    /// <summary>All versions of that filter, newest first; none where there is no such filter.</summary>
    public IReadOnlyList<FilterVersion> Versions(long datasetId, string name)
    {
        using var connection = database.Open();
        return [.. connection.Query<FilterVersion>(
            "select version, rule, author, created_at from filters where dataset_id = @datasetId and name = @name order by version desc", new { datasetId, name })];
    }

    /// <summary>Saves a rule under a name; saving the same rule again changes nothing.</summary>
    /// <exception cref="WrongWordsException">The rule does not parse, or the name is the built-in filter's or cannot be one.</exception>
    public async Task<Filter> SaveAsync(long datasetId, string name, string rule, string author, CancellationToken cancellation = default)
    {
        name = name.Trim();
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
        {
            throw new WrongWordsException("A filter's name has 1 to 64 characters on one line.");
        }

        if (name == Filter.All.Name)
        {
            throw new WrongWordsException("The filter \"all\" is built in and keeps everything; choose another name.");
        }

        var canonical = FilterRule.Canonical(rule);
        var version = await database.WriteAsync(
            connection =>
            {
                var latest = connection.QueryFirstOrDefault<(int Version, string Rule)>(
                    "select version, rule from filters where dataset_id = @datasetId and name = @name order by version desc limit 1", new { datasetId, name });
                if (latest.Rule == canonical)
                {
                    return latest.Version;
                }

                connection.Execute(
                    "insert into filters (dataset_id, name, version, rule, author, created_at) values (@datasetId, @name, @version, @canonical, @author, @now)",
                    new { datasetId, name, version = latest.Version + 1, canonical, author, now = time.GetUtcNow() });
                return latest.Version + 1;
            },
            cancellation);
        return new Filter(name, version, canonical);
    }
}
