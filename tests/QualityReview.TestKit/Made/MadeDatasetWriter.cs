using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;

namespace QualityReview.TestKit.Made;

/// <summary>Writes a made-up dataset into a new data folder by SQL in the product's schema: millions of samples in minutes. A test holds
/// the rows to be those that the product's stores write.</summary>
public static class MadeDatasetWriter
{
    public const string DatasetName = "made";

    /// <summary>Samples of a chunk of scores, as scoring jobs commit them.</summary>
    public const int ChunkSize = 256;

    private const int PartSize = 32 * ChunkSize;

    /// <param name="said">Told now and then how many samples are written.</param>
    public static async Task WriteAsync(string dataFolder, MadeDataset made, int samples, Action<int>? said = null)
    {
        long datasetId;
        List<ScoringRun> runs = [];
        await using (var database = ReviewDatabase.Open(dataFolder))
        {
            datasetId = (await new DatasetStore(database, TimeProvider.System).GetOrCreateAsync(DatasetName)).DatasetId;
            var scores = new ScoreStore(database, TimeProvider.System);
            foreach (var card in MadeDataset.Cards)
            {
                runs.Add(await scores.BeginAsync(datasetId, card, ChunkSize, "CPU", "{}"));
            }
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, ReviewDatabase.FileName)};Pooling=False"))
        {
            connection.Open();
            connection.Execute("pragma journal_mode = delete");
            connection.Execute("pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -400000");
            Write(connection, datasetId, runs, made, samples, said);
        }

        await using (var database = ReviewDatabase.Open(dataFolder))
        {
            var scores = new ScoreStore(database, TimeProvider.System);
            foreach (var run in runs)
            {
                await scores.FinishAsync(run);
            }

            await new ReviewStore(database, TimeProvider.System).AddAllAsync([.. MadeDataset.Verdicts(datasetId, samples, 20_000)]);
        }
    }

    /// <summary>One scorer's scores of consecutive samples as a store keeps them.</summary>
    public static ScoreChunk Chunk(IReadOnlyList<MadeSample> samples, int scorer)
    {
        var width = MadeDataset.Cards[scorer].DetailNames.Count;
        return new ScoreChunk(
            [.. samples.Select(sample => sample.Scores[scorer])],
            [.. samples.Select(sample => sample.Flags[scorer])],
            [.. samples.SelectMany(sample => Enumerable.Repeat((float)(sample.Found.Text.Length / 4), width))],
            [.. samples.Select((sample, i) => (sample, i)).Where(entry => float.IsNaN(entry.sample.Scores[scorer])).Select(entry => new ScoreFailure(entry.i, "It was made to fail."))]);
    }

    /// <summary>A made-up sample as an import prepares it.</summary>
    public static PreparedSample Prepare(MadeSample sample) => PreparedSample.From(sample.Found, DatasetName, _ => "und");

    private static void Write(SqliteConnection connection, long datasetId, List<ScoringRun> runs, MadeDataset made, int samples, Action<int>? said)
    {
        // Sorted once at the end, an index takes a tenth of the time that it takes row by row.
        var indexes = connection.Query<(string Name, string Sql)>("select name, sql from sqlite_master where type = 'index' and tbl_name = 'samples' and sql is not null").ToList();
        foreach (var (name, _) in indexes)
        {
            connection.Execute($"drop index {name}");
        }

        var usual = connection.ExecuteScalar<long>("select v from text_index_config where k = 'hashsize'");
        connection.Execute("insert into text_index (text_index, rank) values ('hashsize', 67108864)");
        using (var parts = new BlockingCollection<(int First, List<MadeSample> Made, List<PreparedSample> Prepared)>(4))
        {
            var making = Task.Run(() => Make(made, samples, parts));
            foreach (var (first, found, prepared) in parts.GetConsumingEnumerable())
            {
                using var transaction = connection.BeginTransaction();
                AddSamples(connection, datasetId, first, prepared);
                AddScores(connection, runs, first, found);
                transaction.Commit();
                said?.Invoke(first + found.Count);
            }

            making.GetAwaiter().GetResult();
        }

        foreach (var (_, sql) in indexes)
        {
            connection.Execute(sql);
        }

        connection.Execute("insert into text_index (text_index, rank) values ('hashsize', @usual)", new { usual });
        connection.Execute("update datasets set sample_count = @samples, indexed_count = @samples, revision = revision + 1 where dataset_id = @datasetId", new { samples, datasetId });
    }

    private static void Make(MadeDataset made, int samples, BlockingCollection<(int First, List<MadeSample> Made, List<PreparedSample> Prepared)> parts)
    {
        for (var first = 0; first < samples; first += PartSize)
        {
            List<MadeSample> found = [.. Enumerable.Range(first, Math.Min(PartSize, samples - first)).Select(made.At)];
            parts.Add((first, found, [.. found.Select(Prepare)]));
        }

        parts.CompleteAdding();
    }

    private static void AddSamples(SqliteConnection connection, long datasetId, int first, List<PreparedSample> samples)
    {
        using var sample = Command(
            connection,
            "insert into samples (sample_no, sample_id, source, language, characters, content_hash, text_key, meta) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)", 8);
        using var text = Command(connection, "insert into texts (sample_no, text) values (@p0, @p1)", 2);
        using var index = Command(connection, "insert into text_index (rowid, text) values (@p0, @p1)", 2);
        for (var i = 0; i < samples.Count; i++)
        {
            var (number, made) = ((datasetId << 40) | (uint)(first + i), samples[i]);
            Run(sample, number, made.Id, made.Source, made.Language, made.Characters, made.ContentHash, made.TextKey, (object?)made.Meta ?? DBNull.Value);
            Run(text, number, made.Text);
            Run(index, number, CutText.Of(made.Text));
        }
    }

    private static void AddScores(SqliteConnection connection, List<ScoringRun> runs, int first, List<MadeSample> samples)
    {
        using var insert = Command(connection, "insert into score_chunks (run_id, chunk_no, sample_count, score_values, flags, details) values (@p0, @p1, @p2, @p3, @p4, @p5)", 6);
        using var failure = Command(connection, "insert into score_failures (run_id, ordinal, reason) values (@p0, @p1, @p2)", 3);
        for (var scorer = 0; scorer < runs.Count; scorer++)
        {
            for (var start = 0; start < samples.Count; start += ChunkSize)
            {
                var chunk = Chunk(samples.GetRange(start, Math.Min(ChunkSize, samples.Count - start)), scorer);
                Run(
                    insert, runs[scorer].RunId, (first + start) / ChunkSize, chunk.Count, MemoryMarshal.AsBytes(chunk.Values.AsSpan()).ToArray(),
                    MemoryMarshal.AsBytes(chunk.Flags.AsSpan()).ToArray(), MemoryMarshal.AsBytes(chunk.Details.AsSpan()).ToArray());
                foreach (var failed in chunk.Failures)
                {
                    Run(failure, runs[scorer].RunId, first + start + failed.Index, failed.Reason);
                }
            }
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements above are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + (char)('0' + i) });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
