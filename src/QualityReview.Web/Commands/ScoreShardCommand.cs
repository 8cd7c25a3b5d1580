using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary><c>score DATASET --shard I/N --out FILE</c> and <c>score DATASET --merge FILE...</c>: scoring on several machines.</summary>
internal static class ScoreShardCommand
{
    public static async Task<int> ScoreAsync(ScoreShards shards, Dataset dataset, IReadOnlyList<ScorerDefinition> wanted, ScoreShard shard, string? file, CommandOutput output, CancellationToken cancellation)
    {
        if (wanted is not [var definition] || file is null)
        {
            throw new WrongWordsException("--shard with a dataset needs one --scorer KEY and --out FILE.");
        }

        if (definition.NeedsWholeDataset)
        {
            throw new WrongWordsException($"{definition.Key} looks at the whole dataset and cannot score a part of it.");
        }

        await using var opened = await definition.OpenAsync(cancellation);
        var done = await shards.ScoreAsync(dataset, opened.Scorer!, shard, Path.GetFullPath(file), null, cancellation);
        await output.Out.WriteLineAsync($"{definition.Key}: {Display.Plural(done, "sample")} of {dataset.Name} scored into {Path.GetFullPath(file)}.");
        return ExitCode.Done;
    }

    public static async Task<int> MergeAsync(ScoreShards shards, Dataset dataset, IReadOnlyList<string> files, CommandOutput output, CancellationToken cancellation)
    {
        var (run, missing) = await shards.MergeAsync(dataset, files, cancellation);
        var rest = missing == 0 ? "" : $"; {Display.Plural(missing, "chunk")} missing, which score {dataset.Name} --scorer {run.ScorerKey} computes";
        await output.Out.WriteLineAsync($"{run.ScorerKey}: {Display.Count(run.Scored - run.Failed)} of {Display.Count(dataset.SampleCount)} samples have a score{rest}.");
        return ExitCode.Done;
    }
}
