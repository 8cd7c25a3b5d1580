using System.ComponentModel;
using System.Text;
using QualityReview.Comparisons;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>The samples that several scorers rank highest, lowest, and ever higher or lower.</summary>
/// <param name="Scorers">Keys, in the order along which percentiles rise or fall.</param>
/// <param name="Order">Why these, in this order.</param>
/// <param name="Counted">Samples that all of the scorers ranked.</param>
/// <param name="LeftOut">The others, with those that some scorer flagged.</param>
public sealed record GalleriesAnswer(IReadOnlyList<string> Scorers, string Order, int Counted, int LeftOut, IReadOnlyList<GalleryAnswer> Galleries);

/// <summary>One of the four galleries.</summary>
/// <param name="Samples">The farthest first.</param>
public sealed record GalleryAnswer(GalleryKind Kind, IReadOnlyList<GallerySampleAnswer> Samples);

/// <summary>A sample of a gallery.</summary>
/// <param name="Percentiles">In the order of the scorers.</param>
/// <param name="Mean">Of the percentiles.</param>
/// <param name="Slope">Percentile points from one scorer to the next; null with one scorer.</param>
public sealed record GallerySampleAnswer(ExampleAnswer Sample, IReadOnlyList<float> Percentiles, double Mean, double? Slope);

/// <summary>Galleries.</summary>
internal static class CompareGalleriesApi
{
    private const int TextLength = 1200;

    private const string Of = "Key of a scorer; may stand several times, in the order along which percentiles rise; the page's own choice where it is left out.";

    private const string Show = "Samples of each kind, 1 to 50; 5 where it is left out.";

    public static void Map(RouteGroupBuilder compare)
    {
        compare.MapGet("/galleries", Get).As("getGalleries", ApiPolicy.LeadRead, "The four galleries: high, low, rising and falling along an order of scorers.");
        compare.MapGet("/galleries/report", Report).As("downloadGalleries", ApiPolicy.LeadRead, "The same as one self-contained HTML file.")
            .Produces<Stream>(StatusCodes.Status200OK, "text/html");
    }

    private static GalleriesAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        GalleryReader reader,
        CancellationToken cancellation,
        [Description(Of)] string[]? of = null,
        [Description(Show)] int show = GalleryAddress.FewSamples,
        [Description(CompareApi.Flagged)] bool flagged = false)
    {
        var view = Read(lists, reader, dataset, of, show, flagged, TextLength, cancellation);
        var galleries = view.Galleries!;
        return new GalleriesAnswer(
            view.Address.Scorers,
            view.Order,
            galleries.Counted,
            galleries.LeftOut,
            [.. galleries.Of.OrderBy(gallery => gallery.Key).Select(gallery => new GalleryAnswer(
                gallery.Key,
                [.. gallery.Value.Select(sample => new GallerySampleAnswer(ExampleAnswer.Of(view.Samples[sample.Ordinal]), sample.Percentiles, sample.Mean, FiltersApi.Finite(sample.Slope)))]))]);
    }

    private static IResult Report(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        GalleryReader reader,
        CancellationToken cancellation,
        [Description(Of)] string[]? of = null,
        [Description(Show)] int show = GalleryAddress.FewSamples,
        [Description(CompareApi.Flagged)] bool flagged = false)
    {
        var view = Read(lists, reader, dataset, of, show, flagged, GalleryReport.TextLength, cancellation);
        return Results.File(Encoding.UTF8.GetBytes(GalleryReport.Of(view)), "text/html; charset=utf-8", $"galleries-{view.Dataset.Name}.html");
    }

    private static GalleryView Read(SampleLists lists, GalleryReader reader, string dataset, string[]? of, int show, bool flagged, int characters, CancellationToken cancellation)
    {
        _ = lists.Dataset(dataset);
        if (of is { Length: > GalleryAddress.MostScorers })
        {
            throw ApiFault.Wrong($"{of.Length} scorers came; up to {GalleryAddress.MostScorers} are supported.");
        }

        var address = new GalleryAddress { Scorers = [.. (of ?? []).Distinct(StringComparer.Ordinal)], Show = (int)CompareApi.Between(show, 1, GalleryAddress.MostSamples, "show"), WithFlagged = flagged };
        var view = reader.Read(dataset, address, characters, cancellation)!;
        return view.Fault.Length > 0 ? throw ApiFault.Wrong(view.Fault)
            : view.Galleries is null ? throw new QualityReviewException($"{dataset} has no scores yet.")
            : view;
    }
}
