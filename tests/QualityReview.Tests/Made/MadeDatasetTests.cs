using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;
using QualityReview.TestKit;
using QualityReview.TestKit.Made;

namespace QualityReview.Tests.Made;

public sealed class MadeDatasetTests
{
    private const int Samples = 700;

    private static readonly MadeDataset _made = new(string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"word{i * i % 997}")), bytes: 200);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ASmallOne_HoldsWhatTheStoresWrite()
    {
        using var folder = new TestFolder();
        await MadeDatasetWriter.WriteAsync(folder.Path, _made, Samples);
        await using var stores = new TestDatabase();
        await StoreAsync(stores);

        using var written = new SqliteConnection($"Data Source={folder.File(ReviewDatabase.FileName)};Pooling=False");
        written.Open();
        using var stored = stores.Database.Open();
        foreach (var sql in (string[])
        [
            "select * from samples order by sample_no", "select * from texts order by sample_no", "select dataset_id, name, sample_count from datasets",
            "select * from score_chunks order by run_id, chunk_no", "select * from score_failures order by run_id, ordinal", "select scorer_key, card from scorers order by scorer_key",
            "select run_id, scorer_key, state, chunk_size from scoring_runs order by run_id", "select dataset_id, ordinal, author, verdict, client_key from reviews order by review_id",
            "select type, name, tbl_name, sql from sqlite_master order by type, name", "select rowid from text_index where text_index match 'word1 word4' order by rowid",
            "select * from text_index_config order by k",
        ])
        {
            var expected = Rows(stored, sql);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, Rows(written, sql));
        }

        // Compares the index of words with the texts.
        written.Execute("insert into text_index (text_index, rank) values ('integrity-check', 1)");
    }

    [Fact]
    public void At_TheSamePlaceAndSeed_IsTheSameSample()
    {
        Assert.Equal(_made.At(5).Found, _made.At(5).Found);
        Assert.Equal(_made.At(5).Scores, _made.At(5).Scores);
        Assert.NotEqual(_made.At(5).Found.Text, _made.At(6).Found.Text);
    }

    private static async Task StoreAsync(TestDatabase stores)
    {
        var dataset = await stores.Datasets.GetOrCreateAsync(MadeDatasetWriter.DatasetName, cancellation: Cancel);
        var all = Enumerable.Range(0, Samples).Select(_made.At).ToList();
        await stores.SampleWriter.AddAsync(dataset.DatasetId, [.. all.Select(MadeDatasetWriter.Prepare)], (_, _) => { }, Cancel);
        foreach (var (card, scorer) in MadeDataset.Cards.Select((card, i) => (card, i)))
        {
            var run = await stores.Scores.BeginAsync(dataset.DatasetId, card, MadeDatasetWriter.ChunkSize, "CPU", "{}", Cancel);
            foreach (var (chunk, i) in all.Chunk(MadeDatasetWriter.ChunkSize).Select((chunk, i) => (chunk, i)))
            {
                await stores.Scores.CommitAsync(run, i, MadeDatasetWriter.Chunk(chunk, scorer), 0, 0, Cancel);
            }

            await stores.Scores.FinishAsync(run, cancellation: Cancel);
        }

        await stores.Reviews.AddAllAsync([.. MadeDataset.Verdicts(dataset.DatasetId, Samples, 20_000)], Cancel);
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
#pragma warning disable CA2100 // The statements above are constants.
        using var command = new SqliteCommand(sql, connection);
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        }

        return rows;
    }
}
