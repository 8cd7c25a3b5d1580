using Dapper;

namespace QualityReview.Reviews;

public sealed partial class ReviewStore
{
    /// <summary>Appends many verdicts, all or none, and ends when they are on disk; a client key that is known adds nothing.</summary>
    /// <returns>The entries, in the order of the requests.</returns>
    public async Task<IReadOnlyList<Review>> AddAllAsync(IReadOnlyList<ReviewRequest> requests, CancellationToken cancellation = default)
    {
        foreach (var request in requests)
        {
            Check(request);
        }

        var reviews = await database.SaveAsync(connection => requests.Select(request => Append(connection, request, null)).ToList(), cancellation);
        Announce(reviews);
        return reviews;
    }

    /// <summary>Takes back an author's entries, all at once; those of others and those taken back already are left alone.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> UndoAllAsync(long datasetId, IReadOnlyList<long> reviewIds, string author, string clientKey, CancellationToken cancellation = default)
    {
        var undone = await database.SaveAsync(
            connection =>
            {
                var entries = new List<Review>();
                foreach (var id in reviewIds)
                {
                    var review = connection.QueryFirstOrDefault<Review>(
                        $"""
                        select {Columns} from reviews r
                        where review_id = @id and dataset_id = @datasetId and author = @author and verdict > 0
                          and not exists (select 1 from reviews u where u.undoes = r.review_id)
                        """,
                        new { id, datasetId, author });
                    if (review is not null)
                    {
                        entries.Add(Append(connection, new ReviewRequest { DatasetId = datasetId, Ordinal = review.Ordinal, Author = author, Verdict = Verdict.None, ClientKey = $"{clientKey}-{id}" }, id));
                    }
                }

                return entries;
            },
            cancellation);
        Announce(undone);
        return undone.Count;
    }

    private void Announce(List<Review> reviews)
    {
        if (reviews.Count < 20)
        {
            reviews.ForEach(Announce);
            return;
        }

        // One question to the ledger instead of one a sample.
        foreach (var dataset in reviews.GroupBy(review => review.DatasetId))
        {
            var current = Current(dataset.Key).ToDictionary(verdict => verdict.Ordinal);
            foreach (var review in dataset.DistinctBy(review => review.Ordinal))
            {
                Changed?.Invoke(dataset.Key, current.GetValueOrDefault(review.Ordinal) ?? Taken(review));
            }
        }
    }
}
