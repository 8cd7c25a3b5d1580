using Dapper;

namespace QualityReview.Reviews;

public sealed partial class ReviewStore
{
    /// <summary>Each person's last verdict on each sample that has not been undone.</summary>
    private const string Standing =
        """
        select ordinal, author, verdict, max(review_id) as review_id from reviews r
        where dataset_id = @datasetId and verdict > 0 and not exists (select 1 from reviews u where u.undoes = r.review_id)
        group by ordinal, author
        """;

    /// <summary>Ordinals of the samples on which the standing verdicts of two or more people differ.</summary>
    public IReadOnlyList<int> Disagreements(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<int>($"select ordinal from ({Standing}) group by ordinal having min(verdict) <> max(verdict) order by ordinal", new { datasetId })];
    }

    /// <summary>One person's standing verdicts of keep and drop, by ordinal.</summary>
    public IReadOnlyDictionary<int, Verdict> DecidedBy(long datasetId, string author)
    {
        using var connection = database.Open();
        return connection.Query<(int Ordinal, int Verdict)>(
                $"select ordinal, verdict from ({Standing}) where author = @author and verdict in (1, 2) order by ordinal", new { datasetId, author })
            .ToDictionary(entry => entry.Ordinal, entry => (Verdict)entry.Verdict);
    }

    /// <summary>Everybody who has judged samples of a dataset, by name.</summary>
    public IReadOnlyList<string> Authors(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<string>("select distinct author from reviews where dataset_id = @datasetId order by author", new { datasetId })];
    }
}
