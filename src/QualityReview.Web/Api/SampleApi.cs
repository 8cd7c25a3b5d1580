using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Reviews;
using QualityReview.Web.Configuration;
using QualityReview.Web.Samples;

namespace QualityReview.Web.Api;

/// <summary>A sample near another one.</summary>
/// <param name="Similarity">Cosine of the two vectors.</param>
/// <param name="Text">Its beginning.</param>
public sealed record NeighbourAnswer(string Id, int Ordinal, float Similarity, string Source, string Text);

/// <summary>The samples nearest to one in embedding space.</summary>
/// <param name="Embedder">Whose vectors were searched; null where the dataset has none.</param>
public sealed record NeighboursAnswer(string? Embedder, IReadOnlyList<NeighbourAnswer> Neighbours);

/// <summary>How surprising a part of a text is.</summary>
/// <param name="Start">0-based, in UTF-16 units.</param>
/// <param name="Bits">-log2 of its probability.</param>
public sealed record SurprisalSpan(int Start, int Length, float Bits);

/// <summary>A text's surprisal, part by part.</summary>
/// <param name="Characters">UTF-16 units that were read: the beginning of a long text.</param>
public sealed record SurprisalAnswer(string Scorer, int Characters, IReadOnlyList<SurprisalSpan> Spans);

/// <summary>One sample. Its id stands in the query, as it may hold slashes and dots that no path keeps.</summary>
internal static class SampleApi
{
    private const int UsualNeighbours = 8, MostNeighbours = 100, ExcerptLength = 480;

    public static void Map(RouteGroupBuilder sample)
    {
        sample.MapGet("", Get).As("getSample", ApiPolicy.Read, "One sample with its whole text, scores with rank, flags and receipt, and the history of its verdicts.");
        sample.MapGet("/text", Text).As("getSampleText", ApiPolicy.Read, "The whole text alone.").Produces<string>(StatusCodes.Status200OK, "text/plain");
        sample.MapGet("/neighbours", Near).As("listNeighbours", ApiPolicy.Read, "The samples nearest to it in embedding space, most alike first.");
        sample.MapGet("/surprisal", SurprisalAsync).As("getSurprisal", ApiPolicy.Read, "How surprising each part of the text is to a perplexity scorer's model.");
    }

    private static SampleDetail Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description(Says.Id)] string id,
        SampleLists lists,
        SampleStore samples,
        ScoreStore scores,
        ReviewStore reviews,
        BlindSamples blind)
    {
        var loaded = lists.Table(dataset);
        var sample = Find(loaded, samples, id);
        return blind.Holds(loaded.Dataset.DatasetId, sample.Ordinal)
            ? SampleDetail.Blind(sample)
            : SampleDetail.Of(loaded, sample, scores.Of(loaded.Dataset.DatasetId, sample.Ordinal), reviews.History(loaded.Dataset.DatasetId, sample.Ordinal));
    }

    private static IResult Text([Description(DatasetsApi.NameSays)] string dataset, [Description(Says.Id)] string id, SampleLists lists, SampleStore samples) =>
        Results.Text(Find(lists.Table(dataset), samples, id).Text, "text/plain; charset=utf-8");

    private static NeighboursAnswer Near(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description(Says.Id)] string id,
        SampleLists lists,
        SampleStore samples,
        Neighbours neighbours,
        CancellationToken cancellation,
        [Description("Neighbours at most, 1 to 100; 8 where it is left out.")] int count = UsualNeighbours)
    {
        if (count is < 1 or > MostNeighbours)
        {
            throw ApiFault.Wrong($"The parameter count is {count}; 1 to {MostNeighbours} are supported.");
        }

        var loaded = lists.Table(dataset);
        var datasetId = loaded.Dataset.DatasetId;
        if (neighbours.Find(datasetId, Find(loaded, samples, id).Ordinal, count, cancellation) is not { } found)
        {
            return new NeighboursAnswer(null, []);
        }

        var texts = samples.Excerpts(datasetId, [.. found.Nearest.Select(near => near.Index)], ExcerptLength).ToDictionary(sample => sample.Ordinal);
        return new NeighboursAnswer(found.Vectors.EmbedderKey, [.. found.Nearest.Where(near => texts.ContainsKey(near.Index))
            .Select(near => new NeighbourAnswer(texts[near.Index].Id, near.Index, near.Similarity, texts[near.Index].Source, texts[near.Index].Text))]);
    }

    private static async Task<SurprisalAnswer> SurprisalAsync(
        [Description(DatasetsApi.NameSays)] string dataset,
        [Description(Says.Id)] string id,
        SampleLists lists,
        SampleStore samples,
        SurprisalReaders surprisals,
        BlindSamples blind,
        CancellationToken cancellation,
        [Description("Key of a perplexity scorer; the first one where it is left out.")] string? scorer = null)
    {
        var loaded = lists.Table(dataset);
        var sample = Find(loaded, samples, id);
        if (blind.Holds(loaded.Dataset.DatasetId, sample.Ordinal))
        {
            throw new ApiFault(StatusCodes.Status403Forbidden, $"The sample {id} waits for your verdict in a blind queue; until then nothing but its text is told.");
        }

        var known = surprisals.Available.Select(available => available.Key).ToList();
        var key = scorer ?? known.FirstOrDefault() ?? throw new QualityReviewException("No perplexity scorer is configured, so surprisal cannot be read.");
        if (!known.Contains(key))
        {
            throw ApiFault.Wrong($"There is no perplexity scorer \"{key}\"; there are {string.Join(", ", known)}.");
        }

        var text = SurprisalMap.Beginning(sample.Text, SurprisalReaders.MaxCharacters);
        var spans = SurprisalMap.Of(await surprisals.ReadAsync(key, text, cancellation));
        return new SurprisalAnswer(key, text.Length, [.. spans.Select(span => new SurprisalSpan(span.Start, span.Length, span.Bits))]);
    }

    /// <exception cref="ApiFault">The dataset has no such sample.</exception>
    internal static Sample Find(LoadedTable loaded, SampleStore samples, string id) =>
        samples.OrdinalOf(loaded.Dataset.DatasetId, id) is { } ordinal && samples.Find(loaded.Dataset.DatasetId, ordinal) is { } sample
            ? sample
            : throw ApiFault.NotFound($"{loaded.Dataset.Name} has no sample \"{id}\".");
}
