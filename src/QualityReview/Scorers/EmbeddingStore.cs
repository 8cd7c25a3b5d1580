using System.Runtime.InteropServices;
using Dapper;
using QualityReview.Storage;

namespace QualityReview.Scorers;

/// <summary>The vectors that one embedder has made of a dataset so far.</summary>
public sealed record EmbeddingSet
{
    public required long DatasetId { get; init; }

    public required string EmbedderKey { get; init; }

    public required int Dimensions { get; init; }

    /// <summary>Samples in each chunk but the last.</summary>
    public required int ChunkSize { get; init; }

    public required int ChunkCount { get; init; }

    public required int SampleCount { get; init; }
}

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

    /// <summary>All vectors of a dataset in the order of its samples, chunk by chunk; rows of zeros where a sample has none.</summary>
    /// <param name="chunkSize">Samples in each chunk but the last.</param>
    public IReadOnlyList<Half[]> Load(long datasetId, string embedderKey, int sampleCount, int dimensions, int chunkSize)
    {
        var all = new List<Half[]>();
        for (var first = 0; first < sampleCount; first += chunkSize)
        {
            all.Add(new Half[Math.Min(chunkSize, sampleCount - first) * dimensions]);
        }

        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select chunk_no, vectors from embedding_chunks where dataset_id = @dataset and embedder_key = @key order by chunk_no";
        command.Parameters.AddWithValue("@dataset", datasetId);
        command.Parameters.AddWithValue("@key", embedderKey);
        using var reader = command.ExecuteReader();
        while (reader.Read() && reader.GetInt32(0) < all.Count)
        {
            var vectors = MemoryMarshal.Cast<byte, Half>((byte[])reader.GetValue(1));
            var chunk = all[reader.GetInt32(0)];
            vectors[..Math.Min(vectors.Length, chunk.Length)].CopyTo(chunk);
        }

        return all;
    }

    /// <summary>What the embedders have made of a dataset, one entry an embedder.</summary>
    public IReadOnlyList<EmbeddingSet> Sets(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<EmbeddingSet>(
            """
            select dataset_id, embedder_key, max(length(vectors) / sample_count / 2) as dimensions, max(sample_count) as chunk_size,
                   count(*) as chunk_count, sum(sample_count) as sample_count
            from embedding_chunks where dataset_id = @datasetId and sample_count > 0 group by embedder_key order by embedder_key
            """,
            new { datasetId })];
    }

    /// <summary>One chunk's vectors, row-major; null where it is not committed.</summary>
    public Half[]? Chunk(EmbeddingSet set, int chunkNo)
    {
        using var connection = database.Open();
        var bytes = connection.QuerySingleOrDefault<byte[]>(
            "select vectors from embedding_chunks where dataset_id = @DatasetId and embedder_key = @EmbedderKey and chunk_no = @chunkNo",
            new { set.DatasetId, set.EmbedderKey, chunkNo });
        return bytes is null ? null : MemoryMarshal.Cast<byte, Half>(bytes).ToArray();
    }

    /// <summary>All committed chunks in order, read one by one while they are enumerated.</summary>
    public IEnumerable<(int ChunkNo, Half[] Vectors)> Chunks(EmbeddingSet set)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select chunk_no, vectors from embedding_chunks where dataset_id = @dataset and embedder_key = @key order by chunk_no";
        command.Parameters.AddWithValue("@dataset", set.DatasetId);
        command.Parameters.AddWithValue("@key", set.EmbedderKey);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt32(0), MemoryMarshal.Cast<byte, Half>((byte[])reader.GetValue(1)).ToArray());
        }
    }
}
