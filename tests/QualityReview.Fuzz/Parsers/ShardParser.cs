using System.Text;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Partial files of scores that other machines made.</summary>
internal sealed class ShardParser : Parser
{
    private readonly ScratchFolder _scratch = new();
    private readonly TestDatabase _bench = new();
    private readonly ScoreShards _shards;
    private readonly Dataset _dataset;

    public ShardParser()
    {
        _shards = new ScoreShards(_bench.Samples, _bench.Scores);
        _dataset = _bench.DatasetOfAsync(Some.Founds(20)).GetAwaiter().GetResult();
    }

    public override string Name => "shard";

    public override int MostBytes => 64 << 10;

    public override IReadOnlyList<string> Words { get; } = ["dataset", "dataset_hash", "samples", "card", "chunk_size", "device", "shard", "chunk", "values", "flags", "details", "failures", "key", "receipt", "detail_names", "AAAA", "null"];

    public override IEnumerable<byte[]> Seeds()
    {
        var file = _scratch.File("seed.shard");
        foreach (var shard in new[] { new ScoreShard(1, 1), new ScoreShard(2, 2) })
        {
            _shards.ScoreAsync(_dataset, new LengthScorer(), shard, file, null, CancellationToken.None).GetAwaiter().GetResult();
            yield return File.ReadAllBytes(file);
        }
    }

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        if (mutator.Chance(30))
        {
            return base.Mutate(mutator, input, other);
        }

        var at = mutator.Random.Next(lines.Length);
        lines[at] = Encoding.UTF8.GetString(mutator.Json(Encoding.UTF8.GetBytes(lines[at]), other, Words));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    public override string Read(byte[] input)
    {
        var file = _scratch.File("fuzz.shard");
        File.WriteAllBytes(file, input);
        var (run, missing) = _shards.MergeAsync(_dataset, [file], CancellationToken.None).GetAwaiter().GetResult();
        return $"{missing} {run.ScorerKey.Length > 0}";
    }

    public override void Dispose()
    {
        _bench.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _scratch.Dispose();
        base.Dispose();
    }
}
