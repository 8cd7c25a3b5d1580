using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Map;

/// <summary>Tables with a map, without a database.</summary>
internal static class SomeMap
{
    public const string Key = "length_1";

    /// <param name="without">Samples at the end that are not on the map.</param>
    public static SampleTable Table(int samples, int without = 0)
    {
        var random = new SeededRandom(3);
        return new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(Enumerable.Range(0, samples).Select(i => i % 3 == 0 ? "docs" : "books")),
            Languages = NamedCodes.Of(Enumerable.Range(0, samples).Select(_ => "en")),
            Characters = new int[samples],
            Reviews = new ReviewColumns(samples),
            Scores = [new ScoreValues(Some.Card(Key), [.. Enumerable.Range(0, samples).Select(i => i == 1 ? float.NaN : i)], new ScoreFlags[samples])],
            Clusters = new ClusterColumns(
                new Clustering { ClusteringId = 1, DatasetId = 1, EmbedderKey = "embedder_tests_1", Settings = "{}", SettingsHash = "", Clusters = 2, SampleCount = samples, MeanCosine = 1, HasMap = true, CreatedAt = default },
                [.. Enumerable.Range(0, samples).Select(i => i >= samples - without ? ClusterColumns.None : (ushort)(i % 2))],
                [new Cluster(1, samples / 2, ["whales", "sea"]), new Cluster(2, samples / 2, [])],
                new SampleMap([.. Enumerable.Range(0, samples).Select(_ => (ushort)random.NextInt(65536))], [.. Enumerable.Range(0, samples).Select(_ => (ushort)random.NextInt(65536))])),
        });
    }
}
