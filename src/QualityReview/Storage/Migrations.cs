using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The numbered scripts that make and change the schema; each runs once, in a transaction with its own record.</summary>
internal static class Migrations
{
    public static void Apply(SqliteConnection connection)
    {
        connection.Execute("create table if not exists migrations (name text primary key, applied_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ'))) strict");
        var known = Scripts().ToList();
        var applied = connection.Query<string>("select name from migrations").ToHashSet(StringComparer.Ordinal);
        var newer = applied.Except(known.Select(script => script.Name)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (newer is not null)
        {
            throw new QualityReviewException($"The database was written by a newer version (it has migration {newer}, this version knows up to {known[^1].Name}): use that version, or another data folder.");
        }

        foreach (var (name, sql) in known.Where(script => !applied.Contains(script.Name)))
        {
            connection.Execute("begin immediate");
            try
            {
                // Two processes may open a new folder at once: the second finds the first one's record.
                if (connection.ExecuteScalar<long>("select count(*) from migrations where name = @name", new { name }) == 0)
                {
                    connection.Execute(sql);
                    connection.Execute("insert into migrations (name) values (@name)", new { name });
                }

                connection.Execute("commit");
            }
            catch
            {
                connection.Execute("rollback");
                throw;
            }
        }
    }

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        const string marker = ".Storage.Migrations.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(marker, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[(resource.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..].Replace(".sql", "", StringComparison.Ordinal), reader.ReadToEnd());
        }
    }
}
