using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults.Scenarios;

/// <summary>Compares an imported dataset with the undisturbed import of the same file.</summary>
internal static class ImportedSamples
{
    private const string Sql =
        """
        select s.sample_id || ' ' || hex(s.content_hash) || ' ' || hex(t.text) from samples s join texts t using (sample_no)
        join datasets on dataset_id = sample_no >> 40 where name = @name order by s.sample_id
        """;

    public static void Check(FaultRun run, SqliteConnection connection)
    {
        using var undisturbed = Invariants.Open(run.Templates.Reference);
        var (ours, theirs) = (Read(connection), Read(undisturbed));
        if (!ours.SequenceEqual(theirs))
        {
            run.Breach($"{ours.Count} samples were imported where an undisturbed import has {theirs.Count}; {theirs.Except(ours).Count()} are missing or differ.");
        }

        StoredScores.Compare(run, connection, Templates.Imported, "compression");
    }

    private static List<string> Read(SqliteConnection connection) => connection.Query<string>(Sql, new { name = Templates.Imported }).AsList();
}
