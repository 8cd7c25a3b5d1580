using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>One machine's part of a scoring run.</summary>
/// <param name="Index">From 1.</param>
public readonly record struct ScoreShard(int Index, int Count)
{
    public const string Supported = "supported is I/N, such as 1/8, with I from 1 to N";

    /// <exception cref="WrongWordsException">It is not I/N.</exception>
    public static ScoreShard Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && index >= 1 && index <= count
            ? new ScoreShard(index, count)
            : throw new WrongWordsException($"The shard {text} cannot be one; {Supported}.");
    }

    /// <param name="place">From 0.</param>
    public bool Has(long place) => place % Count == Index - 1;
}

/// <summary>The first line of a partial file: what its scores belong to.</summary>
internal sealed record ShardHeader(string Dataset, string DatasetHash, int Samples, ScorerCard Card, int ChunkSize, string Device, string Shard);

/// <summary>A chunk of scores on a line of a partial file; numbers as base64 of little-endian float32, so that none is rounded.</summary>
internal sealed record ShardChunk(int Chunk, byte[] Values, byte[] Flags, byte[] Details, IReadOnlyList<ScoreFailure> Failures);

/// <summary>Scores every n-th chunk of a dataset into a file, and puts such files together into one scoring run with the same bytes as if
/// one machine had scored all. Percentiles are computed of the whole afterwards.</summary>
public sealed class ScoreShards(SampleStore samples, ScoreStore scores)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes a partial file; it has its name only when it is complete.</summary>
    /// <returns>Samples scored.</returns>
    public async Task<int> ScoreAsync(Dataset dataset, IScorer scorer, ScoreShard shard, string file, Action<int>? onChunk, CancellationToken cancellation)
    {
        var partial = file + ".partial";
        var done = 0;
        try
        {
            await using (var writer = new StreamWriter(partial, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                var header = new ShardHeader(dataset.Name, samples.Hash(dataset.DatasetId, dataset.SampleCount), dataset.SampleCount, scorer.Card, ScoringRunner.ChunkSize, scorer.Device, $"{shard.Index}/{shard.Count}");
                await writer.WriteLineAsync(JsonSerializer.Serialize(header, s_json));
                for (var chunkNo = 0; chunkNo * ScoringRunner.ChunkSize < dataset.SampleCount; chunkNo++)
                {
                    if (!shard.Has(chunkNo))
                    {
                        continue;
                    }

                    var count = Math.Min(ScoringRunner.ChunkSize, dataset.SampleCount - (chunkNo * ScoringRunner.ChunkSize));
                    var slices = new List<ScoreChunk>();
                    foreach (var texts in samples.TextSlices(dataset.DatasetId, chunkNo * ScoringRunner.ChunkSize, count, MissingChunks<ScoreChunk>.MostCharacters))
                    {
                        slices.Add(await scorer.ScoreAsync(texts, null, cancellation));
                    }

                    var chunk = ScoreChunk.Join(slices);
                    await writer.WriteLineAsync(JsonSerializer.Serialize(
                        new ShardChunk(chunkNo, Bytes(chunk.Values.AsSpan()), Bytes(chunk.Flags.AsSpan()), Bytes(chunk.Details.AsSpan()), chunk.Failures), s_json));
                    onChunk?.Invoke(done += count);
                }
            }

            File.Move(partial, file, overwrite: true);
            return done;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Stores the chunks of partial files. Where some are missing the run stays partial, and scoring it again computes the rest.</summary>
    /// <returns>The run, and how many chunks are missing.</returns>
    /// <exception cref="QualityReviewException">A file is broken, or of another dataset or scorer.</exception>
    public async Task<(ScoringRun Run, int Missing)> MergeAsync(Dataset dataset, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var hash = samples.Hash(dataset.DatasetId, dataset.SampleCount);
        ShardHeader? first = null;
        ScoringRun? run = null;
        foreach (var file in files)
        {
            using var reader = Open(file);
            var number = 1;
            var header = Parse<ShardHeader>(await reader.ReadLineAsync(cancellation), file, number);
            if (header.DatasetHash != hash || header.ChunkSize != ScoringRunner.ChunkSize)
            {
                throw new QualityReviewException($"{file} holds scores of other samples than those of {dataset.Name}: its dataset is {Short(header.Dataset, 64)} with {header.Samples} samples, {Short(header.DatasetHash)}, and this one is {Short(hash)}.");
            }

            if (header.Card.Receipt.Values.Contains(null) || header.Card.DetailNames.Contains(null))
            {
                throw new QualityReviewException($"{file} is broken at line 1: its scorer's card holds null.");
            }

            if (first is not null && first.Card.Key != header.Card.Key)
            {
                throw new QualityReviewException($"{file} holds scores of {Short(header.Card.Key, 64)}, and {files[0]} those of {first.Card.Key}; one merge makes one run.");
            }

            first ??= header;
            ScoreStore.RefuseOtherSettings(first.Card, header.Card.Receipt);
            run ??= await scores.BeginAsync(dataset.DatasetId, header.Card, header.ChunkSize, header.Device, ScorerCardJson.Canonical(header.Card.Receipt), cancellation);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                var chunk = Parse<ShardChunk>(line, file, ++number);
                await scores.CommitAsync(run, chunk.Chunk, Checked(chunk, header, dataset, file, number), 0, 0, cancellation);
            }
        }

        var chunks = (dataset.SampleCount + ScoringRunner.ChunkSize - 1) / ScoringRunner.ChunkSize;
        var missing = chunks - scores.CommittedChunks(run!.RunId).Count;
        if (missing == 0)
        {
            await scores.FinishAsync(run, cancellation: cancellation);
        }

        return (scores.Runs(dataset.DatasetId).Single(merged => merged.RunId == run.RunId), missing);
    }

    private static ScoreChunk Checked(ShardChunk chunk, ShardHeader header, Dataset dataset, string file, int line)
    {
        var count = Math.Min(header.ChunkSize, dataset.SampleCount - ((long)chunk.Chunk * header.ChunkSize));
        // A null among the failures is no failure of JSON's.
        var failuresFit = chunk.Failures.All(failure => failure is { Reason: not null } && failure.Index >= 0 && failure.Index < count);
        return chunk.Chunk >= 0 && count > 0 && failuresFit && chunk.Values.Length == count * sizeof(float) && chunk.Flags.Length == count && chunk.Details.Length == chunk.Values.Length * header.Card.DetailNames.Count
            ? new ScoreChunk(MemoryMarshal.Cast<byte, float>(chunk.Values).ToArray(), MemoryMarshal.Cast<byte, ScoreFlags>(chunk.Flags).ToArray(), MemoryMarshal.Cast<byte, float>(chunk.Details).ToArray(), chunk.Failures)
            : throw new QualityReviewException($"{file} is broken at line {line}: its chunk has not the size that the dataset gives it.");
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"The file {file} cannot be opened: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    private static T Parse<T>(string? line, string file, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line ?? "", s_json) ?? throw new JsonException();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new QualityReviewException($"{file} is broken at line {number}: it is not what score --shard writes.", cause);
        }
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> numbers)
        where T : struct => MemoryMarshal.AsBytes(numbers).ToArray();

    private static string Short(string hash, int most = 12) => hash[..Math.Min(most, hash.Length)];
}
