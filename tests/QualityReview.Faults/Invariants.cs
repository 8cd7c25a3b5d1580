using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Exports;
using QualityReview.Faults.Scenarios;
using QualityReview.Storage;

namespace QualityReview.Faults;

/// <summary>What must hold of a data folder after every run, whatever happened in it.</summary>
internal sealed class Invariants(FaultRun run, Scenario scenario)
{
    /// <summary>Everything that may lie in a data folder while nobody uses it.</summary>
    private static readonly HashSet<string> _known = new(StringComparer.Ordinal)
    {
        ReviewDatabase.FileName, ReviewDatabase.FileName + "-wal", ReviewDatabase.FileName + "-shm", "keys", "uploads", "exports", "scorers.json",
    };

    public async Task CheckAsync()
    {
        CheckFiles();
        using (var connection = Open(run.Data))
        {
            CheckDatabase(connection);
            CheckLedger(connection);
            foreach (var job in connection.Query<(string Title, string State, string Message)>("select title, state, message from jobs where state <> 'done'").Where(job => !scenario.IsSettled(job.Message)))
            {
                run.Breach($"The job \"{job.Title}\" is {job.State} at the end: {job.Message}");
            }

            foreach (var id in run.Acknowledged.Jobs.Keys.Where(id => connection.ExecuteScalar<long>("select count(*) from jobs where job_id = @id", new { id }) != 1))
            {
                run.Breach($"The job {id} was accepted, and there is none.");
            }

            scenario.Check(run, connection);
        }

        foreach (var answer in run.Acknowledged.BadAnswers.Distinct())
        {
            run.Breach(answer);
        }

        var doctor = await run.CommandAsync("doctor", "--full");
        if (doctor.ExitCode != 0)
        {
            run.Breach($"doctor finds a fault: {doctor.Said}");
        }
    }

    public static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, ReviewDatabase.FileName)};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Gives every file and folder but the database an age at which nobody can be writing it any more.</summary>
    public static void MakeOld(string data)
    {
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-30);
        foreach (var part in (string[])["uploads", "exports"])
        {
            if (Directory.Exists(Path.Combine(data, part)))
            {
                foreach (var file in new DirectoryInfo(Path.Combine(data, part)).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Reverse())
                {
                    file.LastWriteTimeUtc = old;
                }
            }
        }
    }

    private void CheckDatabase(SqliteConnection connection)
    {
        foreach (var fault in connection.Query<string>("pragma integrity_check").Where(said => said != "ok"))
        {
            run.Breach($"integrity_check: {fault}");
        }

        foreach (var fault in connection.Query("pragma foreign_key_check"))
        {
            run.Breach($"foreign_key_check: {fault}");
        }

        try
        {
            // Not against the texts: some are cut into letters before they are indexed.
            connection.Execute("insert into text_index (text_index, rank) values ('integrity-check', 0)");
        }
        catch (SqliteException fault)
        {
            run.Breach($"The search index is broken: {fault.Message}");
        }

        foreach (var (name, counted, there) in connection.Query<(string, long, long)>(
            "select name, indexed_count, (select count(*) from text_index_docsize where id >> 40 = dataset_id) from datasets where removed_at is null").Where(row => row.Item2 != row.Item3))
        {
            run.Breach($"{name} counts {counted} samples whose words can be searched, and the index has {there}.");
        }

        foreach (var dataset in connection.Query<(string Name, long Counted, long There, long Texts)>(
            """
            select name, sample_count, (select count(*) from samples where sample_no >> 40 = dataset_id), (select count(*) from texts where sample_no >> 40 = dataset_id)
            from datasets where removed_at is null
            """).Where(dataset => dataset.Counted != dataset.There || dataset.There != dataset.Texts))
        {
            run.Breach($"{dataset.Name} counts {dataset.Counted} samples and has {dataset.There} with {dataset.Texts} texts.");
        }
    }

    private void CheckLedger(SqliteConnection connection)
    {
        var entries = connection.Query<(string Key, int Verdict)>("select client_key, verdict from reviews").ToLookup(entry => entry.Key, entry => entry.Verdict);
        foreach (var (key, verdict) in run.Acknowledged.Acts.Where(act => entries[act.Key].Count() != 1 || entries[act.Key].Single() != act.Value))
        {
            run.Breach($"The act {key} ({verdict}) was said to be saved and is in the ledger as: {string.Join(", ", entries[key])}.");
        }

        var notes = connection.Query<(string Note, int Count)>("select note, count(*) from reviews where note <> '' group by note").ToDictionary(note => note.Note, note => note.Count);
        foreach (var (note, (expected, isSaved)) in run.Acknowledged.Notes)
        {
            // What nobody was told of is there as a whole or not at all.
            var there = notes.GetValueOrDefault(note);
            if (there != expected && (isSaved || there != 0))
            {
                run.Breach($"A request for {expected} verdicts {(isSaved ? "was answered" : "had no answer")} and made {there} entries.");
            }
        }

        foreach (var position in run.Acknowledged.TakenBack.Keys.Where(position => connection.ExecuteScalar<long>("select count(*) from reviews where undoes = @position", new { position }) != 1))
        {
            run.Breach($"The entry {position} was said to be taken back and is not.");
        }

        foreach (var fault in connection.Query<string>(
            """
            select 'Two standing verdicts of ' || author || ' on sample ' || ordinal || '.' from reviews r
            where verdict > 0 and author like 'reviewer%' and not exists (select 1 from reviews u where u.undoes = r.review_id)
            group by dataset_id, ordinal, author having count(*) > 1
            union all
            select 'Item ' || position || ' wants ' || wanted || ' judgements and counts ' || judged || '.' from queue_items i where judged > wanted or judged <>
              (select count(*) from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.is_counted = 1)
            """))
        {
            run.Breach(fault);
        }
    }

    private void CheckFiles()
    {
        foreach (var stray in Strays(run.Data))
        {
            run.Breach($"{Path.GetRelativePath(run.Data, stray)} was left behind.");
        }

        foreach (var export in Entries(run.Data, "exports").Where(export => !IsHidden(export)))
        {
            foreach (var fault in ExportVerifier.Verify(export))
            {
                run.Breach($"exports/{Path.GetFileName(export)} is not what its manifest says: {fault.Message}");
            }
        }
    }

    /// <summary>Whether there is something that no finished work needs.</summary>
    public static bool HasStrays(string data) => Strays(data).Any();

    private static IEnumerable<string> Strays(string data) =>
        Directory.EnumerateFileSystemEntries(data).Where(entry => !_known.Contains(Path.GetFileName(entry))).Concat(Entries(data, "uploads")).Concat(Entries(data, "exports").Where(IsHidden));

    private static bool IsHidden(string entry) => Path.GetFileName(entry).StartsWith('.');

    private static IEnumerable<string> Entries(string data, string part) => Directory.Exists(Path.Combine(data, part)) ? Directory.EnumerateFileSystemEntries(Path.Combine(data, part)) : [];
}
