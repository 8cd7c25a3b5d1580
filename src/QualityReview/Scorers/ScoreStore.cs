using System.Runtime.InteropServices;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Scorers;

/// <summary>One sample's score by one scorer, with what is kept beside it.</summary>
/// <param name="Value">The raw score, or null where it failed.</param>
/// <param name="Details">In the order of <see cref="ScorerCard.DetailNames"/>.</param>
/// <param name="Failure">Why there is no score, or null.</param>
public sealed record SampleScore(ScorerCard Card, ScoringRun Run, float? Value, ScoreFlags Flags, IReadOnlyList<float> Details, string? Failure);

/// <summary>Scorer cards, scoring runs and their scores. Scores lie in chunks of consecutive samples: a million of them load in
/// milliseconds, and a chunk is what a killed run loses at most.</summary>
public sealed class ScoreStore(ReviewDatabase database, TimeProvider time)
{
    private const string RunColumns = """
        r.run_id, r.dataset_id, r.scorer_key, r.state, r.chunk_size, r.device, r.receipt, r.started_at, r.finished_at, r.seconds, r.tokens,
        (select coalesce(sum(c.sample_count), 0) from score_chunks c where c.run_id = r.run_id) as scored,
        (select count(*) from score_failures f where f.run_id = r.run_id) as failed
        """;

    /// <summary>Begins the run of a scorer over a dataset, or finds the one to go on with.</summary>
    /// <exception cref="QualityReviewException">The key is known with another receipt: keys are never reused for other settings.</exception>
    public Task<ScoringRun> BeginAsync(long datasetId, ScorerCard card, int chunkSize, string device, string receipt, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                var json = JsonSerializer.Serialize(card, ScorerCardJson.Default.ScorerCard);
                var known = connection.QuerySingleOrDefault<string>("select card from scorers where scorer_key = @Key", new { card.Key });
                if (known is null)
                {
                    connection.Execute("insert into scorers (scorer_key, card, created_at) values (@Key, @json, @now)", new { card.Key, json, now = time.GetUtcNow() });
                }
                else
                {
                    RefuseOtherSettings(Parse(known), card.Receipt);
                    Retitle(connection, Parse(known), card.Title);
                }

                connection.Execute(
                    """
                    insert into scoring_runs (dataset_id, scorer_key, state, chunk_size, device, receipt, started_at)
                    values (@datasetId, @Key, 'partial', @chunkSize, @device, @receipt, @now)
                    on conflict (dataset_id, scorer_key) do update set state = 'partial', device = excluded.device
                    """,
                    new { datasetId, card.Key, chunkSize, device, receipt, now = time.GetUtcNow() });
                return connection.QuerySingle<ScoringRun>(
                    $"select {RunColumns} from scoring_runs r where r.dataset_id = @datasetId and r.scorer_key = @Key", new { datasetId, card.Key });
            },
            cancellation);

    /// <summary>Numbers of samples in the chunks that are committed, by chunk number.</summary>
    public IReadOnlyDictionary<int, int> CommittedChunks(long runId)
    {
        using var connection = database.Open();
        return connection.Query<(int No, int Count)>("select chunk_no, sample_count from score_chunks where run_id = @runId", new { runId })
            .ToDictionary(chunk => chunk.No, chunk => chunk.Count);
    }

    /// <summary>Stores a chunk; one with that number is replaced (the last chunk of a dataset that has grown).</summary>
    public Task CommitAsync(ScoringRun run, int chunkNo, ScoreChunk chunk, double seconds, long tokens, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                Commit(connection, run, chunkNo, chunk, seconds, tokens);
                DatasetStore.Touch(connection, run.DatasetId);
            },
            cancellation);

    /// <summary>Stores what several runs over one dataset say of the same samples, all or nothing.</summary>
    /// <param name="chunks">For each run its chunk, and the seconds that it took.</param>
    public Task CommitAsync(IReadOnlyList<(ScoringRun Run, ScoreChunk Chunk, double Seconds)> chunks, int chunkNo, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var (run, chunk, seconds) in chunks)
                {
                    Commit(connection, run, chunkNo, chunk, seconds, 0);
                }

                DatasetStore.Touch(connection, chunks[0].Run.DatasetId);
            },
            cancellation);

    /// <summary>Notes that the run has a score or failure for every sample.</summary>
    /// <param name="receipt">Replaces the run's receipt where it is not null (density learns its bandwidth on the way).</param>
    public Task FinishAsync(ScoringRun run, string? receipt = null, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    "update scoring_runs set state = 'done', finished_at = @now, receipt = coalesce(@receipt, receipt) where run_id = @RunId",
                    new { run.RunId, receipt, now = time.GetUtcNow() });
                DatasetStore.Touch(connection, run.DatasetId);
            },
            cancellation);

    /// <summary>Removes a run's scores: density must be computed anew when its dataset has grown.</summary>
    public Task ClearAsync(ScoringRun run, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection => connection.Execute("delete from score_chunks where run_id = @RunId; delete from score_failures where run_id = @RunId; update scoring_runs set seconds = 0, tokens = 0 where run_id = @RunId", new { run.RunId }),
            cancellation);

    /// <summary>The runs over a dataset, oldest first.</summary>
    public IReadOnlyList<ScoringRun> Runs(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<ScoringRun>($"select {RunColumns} from scoring_runs r where r.dataset_id = @datasetId order by r.run_id", new { datasetId })];
    }

    /// <summary>The cards of all scorers that ever ran over a dataset, by key.</summary>
    public IReadOnlyDictionary<string, ScorerCard> Cards(long datasetId)
    {
        using var connection = database.Open();
        return connection.Query<string>(
                "select s.card from scorers s where s.scorer_key in (select scorer_key from scoring_runs where dataset_id = @datasetId)", new { datasetId })
            .Select(Parse)
            .ToDictionary(card => card.Key, StringComparer.Ordinal);
    }

    /// <summary>The card under which a key was used first; null where it never was.</summary>
    public ScorerCard? FindCard(string scorerKey)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<string>("select card from scorers where scorer_key = @scorerKey", new { scorerKey }) is { } json ? Parse(json) : null;
    }

    /// <summary>Names of the datasets that a scorer has begun to score.</summary>
    public IReadOnlyList<string> DatasetsOf(string scorerKey)
    {
        using var connection = database.Open();
        return [.. connection.Query<string>("select d.name from scoring_runs r join datasets d using (dataset_id) where r.scorer_key = @scorerKey order by d.name", new { scorerKey })];
    }

    /// <summary>Gives used scorers the titles that they have now; keys that were never used are passed over.</summary>
    public Task RetitleAsync(IReadOnlyDictionary<string, string> titles, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var card in connection.Query<string>("select card from scorers").Select(Parse).ToList())
                {
                    Retitle(connection, card, titles.GetValueOrDefault(card.Key, card.Title));
                }
            },
            cancellation);

    /// <summary>Fills the columns of a run; ordinals without a committed chunk keep NaN.</summary>
    public void Load(ScoringRun run, Span<float> values, Span<ScoreFlags> flags)
    {
        values.Fill(float.NaN);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select chunk_no, score_values, flags from score_chunks where run_id = @run order by chunk_no";
        command.Parameters.AddWithValue("@run", run.RunId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var first = reader.GetInt32(0) * run.ChunkSize;
            var chunkValues = MemoryMarshal.Cast<byte, float>((byte[])reader.GetValue(1));
            var chunkFlags = MemoryMarshal.Cast<byte, ScoreFlags>((byte[])reader.GetValue(2));
            // Samples imported since the caller counted them wait for the next load.
            var count = Math.Min(chunkValues.Length, values.Length - first);
            if (count > 0)
            {
                chunkValues[..count].CopyTo(values[first..]);
                chunkFlags[..count].CopyTo(flags[first..]);
            }
        }
    }

    /// <summary>One detail of every sample of a run; NaN where there is none.</summary>
    /// <param name="detail">Place in <see cref="ScorerCard.DetailNames"/>.</param>
    /// <param name="width">Number of details that the card names.</param>
    public float[] LoadDetail(ScoringRun run, int detail, int width, int sampleCount)
    {
        var values = new float[sampleCount];
        values.AsSpan().Fill(float.NaN);
        using var connection = database.Open();
        foreach (var (chunkNo, bytes) in connection.Query<(int No, byte[] Details)>("select chunk_no, details from score_chunks where run_id = @RunId", new { run.RunId }, buffered: false))
        {
            var details = MemoryMarshal.Cast<byte, float>(bytes);
            for (var i = 0; i < details.Length / width && (chunkNo * run.ChunkSize) + i < sampleCount; i++)
            {
                values[(chunkNo * run.ChunkSize) + i] = details[(i * width) + detail];
            }
        }

        return values;
    }

    /// <summary>All scores of one sample, in the order of <see cref="Runs"/>.</summary>
    public IReadOnlyList<SampleScore> Of(long datasetId, int ordinal)
    {
        var cards = Cards(datasetId);
        var scores = new List<SampleScore>();
        using var connection = database.Open();
        foreach (var run in Runs(datasetId))
        {
            var chunk = connection.QuerySingleOrDefault<(byte[] Values, byte[] Flags, byte[] Details)?>(
                "select score_values, flags, details from score_chunks where run_id = @RunId and chunk_no = @chunkNo",
                new { run.RunId, chunkNo = ordinal / run.ChunkSize });
            var index = ordinal % run.ChunkSize;
            if (chunk is not { } found || index >= found.Flags.Length)
            {
                continue;
            }

            var card = cards[run.ScorerKey];
            var value = MemoryMarshal.Cast<byte, float>(found.Values)[index];
            var width = card.DetailNames.Count;
            scores.Add(new SampleScore(
                card,
                run,
                float.IsNaN(value) ? null : value,
                (ScoreFlags)found.Flags[index],
                MemoryMarshal.Cast<byte, float>(found.Details).Slice(index * width, width).ToArray(),
                connection.QuerySingleOrDefault<string>("select reason from score_failures where run_id = @RunId and ordinal = @ordinal", new { run.RunId, ordinal })));
        }

        return scores;
    }

    /// <exception cref="QualityReviewException">The receipts differ: the key stands for other settings.</exception>
    public static void RefuseOtherSettings(ScorerCard known, IReadOnlyDictionary<string, string> receipt)
    {
        var differing = known.Receipt.Keys.Union(receipt.Keys)
            .Where(name => known.Receipt.GetValueOrDefault(name) != receipt.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (differing.Count > 0)
        {
            throw new QualityReviewException(
                $"The scorer key {known.Key} stands for other settings already ({string.Join(", ", differing)} differ{(differing.Count == 1 ? "s" : "")}): give the changed scorer a new key.");
        }
    }

    private static void Commit(SqliteConnection connection, ScoringRun run, int chunkNo, ScoreChunk chunk, double seconds, long tokens)
    {
        var first = chunkNo * run.ChunkSize;
        KeptStatement.On(
            connection,
            """
            insert into score_chunks (run_id, chunk_no, sample_count, score_values, flags, details)
            values (@run, @chunk, @count, @values, @flags, @details)
            on conflict do update set sample_count = excluded.sample_count, score_values = excluded.score_values, flags = excluded.flags, details = excluded.details
            """)
            .With("@run", run.RunId).With("@chunk", chunkNo).With("@count", chunk.Count)
            .With("@values", MemoryMarshal.AsBytes(chunk.Values.AsSpan()).ToArray())
            .With("@flags", MemoryMarshal.AsBytes(chunk.Flags.AsSpan()).ToArray())
            .With("@details", MemoryMarshal.AsBytes(chunk.Details.AsSpan()).ToArray())
            .Execute();
        KeptStatement.On(connection, "delete from score_failures where run_id = @run and ordinal >= @first and ordinal < @end")
            .With("@run", run.RunId).With("@first", first).With("@end", first + run.ChunkSize).Execute();
        foreach (var failure in chunk.Failures)
        {
            connection.Execute("insert into score_failures (run_id, ordinal, reason) values (@RunId, @ordinal, @Reason)", new { run.RunId, ordinal = first + failure.Index, failure.Reason });
        }

        KeptStatement.On(connection, "update scoring_runs set seconds = seconds + @seconds, tokens = tokens + @tokens where run_id = @run")
            .With("@seconds", seconds).With("@tokens", tokens).With("@run", run.RunId).Execute();
    }

    private static ScorerCard Parse(string json) => JsonSerializer.Deserialize(json, ScorerCardJson.Default.ScorerCard)!;

    private static void Retitle(SqliteConnection connection, ScorerCard known, string title)
    {
        if (known.Title == title)
        {
            return;
        }

        connection.Execute(
            "update scorers set card = @json where scorer_key = @Key", new { known.Key, json = JsonSerializer.Serialize(known with { Title = title }, ScorerCardJson.Default.ScorerCard) });
        foreach (var datasetId in connection.Query<long>("select dataset_id from scoring_runs where scorer_key = @Key", new { known.Key }).ToList())
        {
            DatasetStore.Touch(connection, datasetId);
        }
    }
}
