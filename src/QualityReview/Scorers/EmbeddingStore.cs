using System.Runtime.InteropServices;
using Dapper;
using QualityReview.Storage;

namespace QualityReview.Scorers;

/// <summary>Unit vectors of samples, kept as half precision in chunks; everything that needs embeddings reads them from here.</summary>
public sealed class EmbeddingStore(ReviewDatabase database)
{
    /// <summary>Numbers of samples in the committed chunks, by chunk number.</summary>
    public IReadOnlyDictionary<int, int> CommittedChunks(long datasetId, string embedderKey)
    {
        using var connection = database.Open();
        return connection.Query<(int No, int Count)>(
                "select chunk_no, sample_count from embedding_chunks where dataset_id = @datasetId and embedder_key = @embedderKey", new { datasetId, embedderKey })
            .ToDictionary(chunk => chunk.No, chunk => chunk.Count);
    }

    /// <param name="vectors">Row-major, one vector a sample.</param>
    public Task CommitAsync(long datasetId, string embedderKey, int chunkNo, int sampleCount, Half[] vectors, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                insert into embedding_chunks (dataset_id, embedder_key, chunk_no, sample_count, vectors) values (@datasetId, @embedderKey, @chunkNo, @sampleCount, @bytes)
                on conflict do update set sample_count = excluded.sample_count, vectors = excluded.vectors
                """,
                new { datasetId, embedderKey, chunkNo, sampleCount, bytes = MemoryMarshal.AsBytes(vectors.AsSpan()).ToArray() }),
            cancellation);

    /// <summary>All vectors of a dataset in the order of its samples; rows of zeros where a sample has none.</summary>
    /// <param name="chunkSize">Samples in each chunk but the last.</param>
    public Half[] Load(long datasetId, string embedderKey, int sampleCount, int dimensions, int chunkSize)
    {
        var all = new Half[checked((long)sampleCount * dimensions)];
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select chunk_no, vectors from embedding_chunks where dataset_id = @dataset and embedder_key = @key order by chunk_no";
        command.Parameters.AddWithValue("@dataset", datasetId);
        command.Parameters.AddWithValue("@key", embedderKey);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var vectors = MemoryMarshal.Cast<byte, Half>((byte[])reader.GetValue(1));
            var first = (long)reader.GetInt32(0) * chunkSize * dimensions;
            var count = (int)Math.Min(vectors.Length, all.LongLength - first);
            if (count > 0)
            {
                vectors[..count].CopyTo(all.AsSpan((int)first));
            }
        }

        return all;
    }
}
