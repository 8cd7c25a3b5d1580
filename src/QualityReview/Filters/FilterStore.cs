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

    /// <summary>The latest version of that filter, or the one that <c>name@2</c> names; where there is none, a sentence that lists those that exist.</summary>
    /// <exception cref="WrongWordsException">There is no such filter, or it has no such version.</exception>
    public Filter Get(long datasetId, string reference) => Find(datasetId, reference)
        ?? throw new WrongWordsException($"There is no filter \"{reference}\"; there are {string.Join(", ", List(datasetId).Select(filter => filter.Name))}.");

    /// <summary>The latest version of the filter with that name, or the one that <c>name@2</c> names; null where no filter has the name.</summary>
    /// <exception cref="WrongWordsException">The filter has no such version.</exception>
    public Filter? Find(long datasetId, string reference)
    {
        var filters = List(datasetId);
        if (filters.FirstOrDefault(filter => filter.Name == reference) is { } latest)
        {
            return latest;
        }

        if (Filter.Split(reference) is not var (name, version) || filters.FirstOrDefault(filter => filter.Name == name) is not { } named)
        {
            return null;
        }

        if (version == named.Version)
        {
            return named;
        }

        using var connection = database.Open();
        return connection.QueryFirstOrDefault<string>("select rule from filters where dataset_id = @datasetId and name = @name and version = @version", new { datasetId, name, version }) is { } rule
            ? new Filter(name, version, rule)
            : throw new WrongWordsException(named.Version == 0
                ? $"The filter \"{name}\" is built in and has no versions, and version {version} was asked for."
                : $"The filter \"{name}\" has {(named.Version == 1 ? "version 1 alone" : $"the versions 1 to {named.Version}")}, and version {version} was asked for.");
    }

    /// <summary>Every version of a filter, newest first; empty for the built-in one and where there is none.</summary>
    public IReadOnlyList<FilterVersion> History(long datasetId, string name)
    {
        using var connection = database.Open();
        var versions = connection.Query<StoredVersion>(
            "select version as Version, rule as Rule, author as Author, created_at as CreatedAt from filters where dataset_id = @datasetId and name = @name order by version", new { datasetId, name }).ToList();
        return
        [
            .. versions.Select((stored, place) => new FilterVersion(
                new Filter(name, stored.Version, stored.Rule), stored.Author, stored.CreatedAt, place == 0 ? null : RuleChange.Of(versions[place - 1].Rule, stored.Rule))).Reverse(),
        ];
    }

    /// <summary>One version of a filter, or null.</summary>
    public Filter? Find(long datasetId, string name, int version)
    {
        using var connection = database.Open();
        var rule = connection.QuerySingleOrDefault<string>(
            "select rule from filters where dataset_id = @datasetId and name = @name and version = @version", new { datasetId, name, version });
        return name == Filter.All.Name ? Filter.All : rule is null ? null : new Filter(name, version, rule);
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

        if (Filter.Split(name) is not null)
        {
            throw new WrongWordsException($"A filter's name does not end in @ and a number, as \"{name}\" does: that stands for an earlier version.");
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

    private sealed record StoredVersion
    {
        public required int Version { get; init; }

        public required string Rule { get; init; }

        public required string Author { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }
}
