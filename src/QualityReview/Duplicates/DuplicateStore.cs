using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Duplicates;

/// <summary>The groups of duplicates of all datasets.</summary>
public sealed class DuplicateStore(ReviewDatabase database, TimeProvider time)
{
    private const string RunColumns = "run_id, dataset_id, options, sample_count, group_count, copy_count, exact_count, groups_hash, seconds, found_at";
    private const string MemberColumns = "group_no, ordinal, is_exact, similarity, containment";

    private static readonly string[] _places = ["@ordinal", "@group", "@exact", "@similarity", "@containment"];

    /// <summary>The search in force, or null where none has ended yet.</summary>
    public DuplicateRun? Find(long datasetId)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<DuplicateRun>($"select {RunColumns} from duplicate_runs where dataset_id = @datasetId", new { datasetId });
    }

    /// <summary>Puts the groups in the place of those in force, all at once.</summary>
    /// <param name="sampleCount">Samples that were looked at.</param>
    /// <param name="seconds">Time that the search took.</param>
    public async Task<DuplicateRun> ReplaceAsync(long datasetId, DuplicateOptions options, int sampleCount, DuplicateGroups groups, double seconds, CancellationToken cancellation = default)
    {
        await database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    delete from duplicate_members where run_id in (select run_id from duplicate_runs where dataset_id = @datasetId);
                    delete from duplicate_runs where dataset_id = @datasetId;
                    """,
                    new { datasetId });
                var runId = connection.QuerySingle<long>(
                    """
                    insert into duplicate_runs (dataset_id, options, sample_count, group_count, copy_count, exact_count, groups_hash, seconds, found_at)
                    values (@datasetId, @options, @sampleCount, @Groups, @Copies, @ExactCopies, @hash, @seconds, @now) returning run_id
                    """,
                    new
                    {
                        datasetId,
                        options = JsonSerializer.Serialize(options.Entries(), DuplicateJson.Default.SortedDictionaryStringString),
                        sampleCount,
                        groups.Groups,
                        groups.Copies,
                        groups.ExactCopies,
                        hash = HashOf(groups),
                        seconds,
                        now = time.GetUtcNow(),
                    });
                Insert(connection, runId, groups.Members);
                DatasetStore.Touch(connection, datasetId);
            },
            cancellation);
        return Find(datasetId)!;
    }

    /// <summary>What a run was sought with, by name.</summary>
    public static IReadOnlyDictionary<string, string> OptionsOf(DuplicateRun run) =>
        JsonSerializer.Deserialize(run.Options, DuplicateJson.Default.SortedDictionaryStringString)!;

    /// <summary>Group number of each sample by ordinal; 0 where it is in none, -1 where it was not looked at.</summary>
    public int[] Load(DuplicateRun run, int sampleCount)
    {
        var groups = new int[sampleCount];
        groups.AsSpan(Math.Min(sampleCount, run.SampleCount)).Fill(-1);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select ordinal, group_no from duplicate_members where run_id = @run and ordinal < @count";
        command.Parameters.AddWithValue("@run", run.RunId);
        command.Parameters.AddWithValue("@count", sampleCount);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            groups[reader.GetInt32(0)] = reader.GetInt32(1);
        }

        return groups;
    }

    /// <summary>Groups by number, largest first, from a 0-based place on.</summary>
    public IReadOnlyList<DuplicateGroup> List(DuplicateRun run, int offset, int count)
    {
        using var connection = database.Open();
        return [.. connection.Query<DuplicateGroup>(
            """
            select group_no as "group", count(*) as size, min(ordinal) as first, sum(is_exact) - 1 as exact, min(similarity) as least_similarity
            from duplicate_members where run_id = @RunId and group_no > @offset and group_no <= @end group by group_no order by group_no
            """,
            new { run.RunId, offset, end = offset + count })];
    }

    /// <summary>Members of a group by ordinal, its first first; empty where there is no such group.</summary>
    /// <param name="most">Members that are read at most.</param>
    public IReadOnlyList<DuplicateMember> Members(DuplicateRun run, int group, int most = int.MaxValue)
    {
        using var connection = database.Open();
        return Read(connection.Query<Row>($"select {MemberColumns} from duplicate_members where run_id = @RunId and group_no = @group order by ordinal limit @most", new { run.RunId, group, most }));
    }

    /// <summary>The sample's place in its group, or null where it is in none.</summary>
    public DuplicateMember? Member(DuplicateRun run, int ordinal)
    {
        using var connection = database.Open();
        return Read(connection.Query<Row>($"select {MemberColumns} from duplicate_members where run_id = @RunId and ordinal = @ordinal", new { run.RunId, ordinal })) is [var member] ? member : null;
    }

    private static List<DuplicateMember> Read(IEnumerable<Row> rows) =>
        [.. rows.Select(row => new DuplicateMember((int)row.GroupNo, (int)row.Ordinal, row.IsExact != 0, row.Similarity, row.Containment))];

    private static void Insert(SqliteConnection connection, long runId, IReadOnlyList<DuplicateMember> members)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "insert into duplicate_members (run_id, ordinal, group_no, is_exact, similarity, containment) values (@run, @ordinal, @group, @exact, @similarity, @containment)";
        command.Parameters.AddWithValue("@run", runId);
        var values = Array.ConvertAll(_places, name => command.Parameters.Add(new SqliteParameter { ParameterName = name }));
        foreach (var member in members)
        {
            (values[0].Value, values[1].Value, values[2].Value) = (member.Ordinal, member.Group, member.IsExact ? 1 : 0);
            (values[3].Value, values[4].Value) = (member.Similarity, member.Containment);
            command.ExecuteNonQuery();
        }
    }

    private static string HashOf(DuplicateGroups groups)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var member in groups.Members)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{member.Group}\t{member.Ordinal}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Row(long GroupNo, long Ordinal, long IsExact, double Similarity, double Containment);
}

/// <summary>How options are stored.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class DuplicateJson : JsonSerializerContext;
