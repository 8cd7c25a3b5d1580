using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>Makes the words of samples searchable, in their order and in short transactions: it may be stopped anywhere, goes on where
/// it was stopped, and verdicts are saved meanwhile.</summary>
/// <param name="atOnce">The writer's time that is taken at once; whoever saves a verdict waits for it. The default value is 60 ms: the
/// shorter, the more and smaller the parts of the index that have to be merged.</param>
public sealed class WordIndex(ReviewDatabase database, TimeSpan? atOnce = null)
{
    /// <summary>Samples between two looks at the clock.</summary>
    internal const int SamplesAtOnce = 128;

    private readonly TimeSpan _atOnce = atOnce ?? TimeSpan.FromMilliseconds(60);

    /// <summary>Indexes words of the next samples that have not been.</summary>
    /// <returns>The number of samples that are indexed now, and of all samples; equal when nothing is left to do.</returns>
    public Task<(int Indexed, int Samples)> GoOnAsync(long datasetId, CancellationToken cancellation = default) =>
        database.WriteAsync(connection => GoOn(connection, datasetId), cancellation);

    /// <summary>Indexes the samples from <paramref name="first"/> to before <paramref name="end"/>, unless earlier ones wait for it still.
    /// Part of the writer's transaction.</summary>
    internal static void Add(SqliteConnection connection, long datasetId, int first, int end)
    {
        var counted = KeptStatement.On(connection, "update datasets set indexed_count = @end where dataset_id = @datasetId and indexed_count = @first")
            .With("@end", end).With("@datasetId", datasetId).With("@first", first).Execute();
        if (counted == 1)
        {
            KeptStatement.On(connection, "insert into text_index (rowid, text) select sample_no, cut_text(text) from texts where sample_no >= @from and sample_no < @to")
                .With("@from", SampleNumber.Of(datasetId, first)).With("@to", SampleNumber.Of(datasetId, end)).Execute();
        }
    }

    private (int Indexed, int Samples) GoOn(SqliteConnection connection, long datasetId)
    {
        var began = Stopwatch.GetTimestamp();
        // A dataset that was removed meanwhile has nothing to index any more.
        var (indexed, samples) = connection.QuerySingleOrDefault<(int, int)>(
            "select indexed_count, sample_count from datasets where dataset_id = @datasetId and removed_at is null", new { datasetId });
        if (indexed == samples)
        {
            return (indexed, samples);
        }

        var before = indexed;
        do
        {
            var end = Math.Min(samples, indexed + SamplesAtOnce);
            Add(connection, datasetId, indexed, end);
            indexed = end;
        }
        while (indexed < samples && Stopwatch.GetElapsedTime(began) < _atOnce);

        // Answers of searches are remembered as long as the dataset is as it was; loading it anew each time would cost more than indexing.
        if (indexed == samples || Tenths(indexed) > Tenths(before))
        {
            DatasetStore.Touch(connection, datasetId);
        }

        return (indexed, samples);

        long Tenths(int count) => 10L * count / samples;
    }
}
