using System.CommandLine;
using QualityReview.Clusters;
using QualityReview.Jobs;
using QualityReview.Samples;

namespace QualityReview.Web.Commands;

/// <summary><c>cluster DATASET</c>: clusters a dataset by its embeddings, scores prototypes and SemDeDup, and draws the map.</summary>
internal static class ClusterCommand
{
    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var clusters = new Option<int?>("--clusters") { Description = "Number of clusters. The default grows with the dataset: 16 for 889 samples, 100 for 10,000, 946 for 200,000.", HelpName = "K" };
        var seed = new Option<int>("--seed") { Description = "Another seed may give other clusters.", DefaultValueFactory = _ => new ClusterOptions().Seed, HelpName = "NUMBER" };
        var first = new Option<KeptFirst>("--first") { Description = "Which of two near-duplicates SemDeDup keeps: the one far from its cluster's centroid (hard), the near one (easy), or either (random).", DefaultValueFactory = _ => KeptFirst.Hard };
        var embedder = new Option<string?>("--embedder") { Description = "Whose embeddings; the default is the embedder that has made most.", HelpName = "KEY" };
        var command = new Command("cluster", "Clusters a dataset by its embeddings, scores prototypes and SemDeDup, and draws the map.") { dataset, clusters, seed, first, embedder };
        command.SetAction(async (words, cancellation) =>
        {
            if (words.GetValue(clusters) is { } wanted and (< 1 or > ClusterOptions.MostClusters))
            {
                throw new WrongWordsException($"{wanted} clusters were asked for, supported are 1 to {ClusterOptions.MostClusters}.");
            }

            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            var request = new ClusterRequest { Clusters = words.GetValue(clusters), Seed = words.GetValue(seed), First = words.GetValue(first), Embedder = words.GetValue(embedder) };
            var job = await rooms.RunJobAsync(JobKind.Cluster, target.DatasetId, $"Cluster {target.Name}", JobRequests.Write(request), output, cancellation);
            await output.Out.WriteLineAsync(job.Message);
            return ExitCode.Done;
        });
        return command;
    }
}
