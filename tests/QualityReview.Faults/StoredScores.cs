using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Faults;

/// <summary>Scores as they are stored, to be compared byte by byte with those of an undisturbed run.</summary>
internal static class StoredScores
{
    /// <summary>Each scorer's chunks in hexadecimal digits.</summary>
    public static Dictionary<string, string> Of(SqliteConnection connection, string dataset) => connection.Query<(string Key, string Chunk)>(
        """
        select scorer_key, chunk_no || ' ' || score_chunks.sample_count || ' ' || hex(score_values) || ' ' || hex(flags) || ' ' || hex(details)
        from score_chunks join scoring_runs using (run_id) join datasets using (dataset_id) where name = @dataset and state = 'done' order by scorer_key, chunk_no
        """,
        new { dataset }).GroupBy(chunk => chunk.Key).ToDictionary(chunks => chunks.Key, chunks => string.Join('\n', chunks.Select(chunk => chunk.Chunk)));

    /// <summary>Scorers of which a data folder has others than an undisturbed one, or none where they are expected.</summary>
    /// <param name="expected">Beginnings of the keys that must be there.</param>
    public static void Compare(FaultRun run, SqliteConnection connection, string dataset, params string[] expected)
    {
        using var undisturbed = Invariants.Open(run.Templates.Reference);
        var (ours, theirs) = (Of(connection, dataset), Of(undisturbed, dataset));
        foreach (var method in expected.Where(method => !ours.Keys.Any(key => key.StartsWith(method, StringComparison.Ordinal))))
        {
            run.Breach($"{dataset} has no finished scores by {method}.");
        }

        foreach (var (key, chunks) in ours.Where(scores => theirs.TryGetValue(scores.Key, out var known) && known != scores.Value))
        {
            run.Breach($"The scores of {dataset} by {key} are not those of an undisturbed run ({chunks.Length} digits).");
        }
    }
}
